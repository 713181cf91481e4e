import {
  type Evidence,
  type Fusion,
  outOfRange,
  type Ranking,
  rankingOf,
  type ScoredDocument,
  shown,
  withEvidence,
} from '@tsr/core';
import { type CheckedLeg, checkedLegs } from './checked-legs.ts';
import { type FusedLists, fusedLists } from './fused-lists.ts';
import type { FusionMethod } from './fusion-method.ts';
import { numberedLegs } from './numbered-legs.ts';

/**
 * The fusion of a method: checks the legs, and gives each result one `fuse` entry of evidence per leg that says
 * something of it; their contributions add up to the score. `subject` names it in errors.
 */
export function defineFusion(subject: string, method: FusionMethod): Fusion {
  return (legs) => {
    const fused = fuse(checkedLegs(subject, legs), method);
    const wrong = fused.find(({ score }) => !Number.isFinite(score));
    if (!wrong) return fused;
    const fact = `the score of ${shown(wrong.document.id)} adds up to ${wrong.score}`;
    throw outOfRange(`${subject}: ${fact}; normalise the legs, or give them lower weights`);
  };
}

function fuse(legs: readonly CheckedLeg[], method: FusionMethod): Ranking {
  const { found, lists } = numberedLegs(legs);
  const weights = legs.map(({ weight }) => weight);
  const fused = fusedLists(method, lists, weights, found.length);
  const entries = fuseEntries(lists, fused);
  const items = found.map((given, number) => fusedItem(given, fused.totals[number]!, entries[number]!));
  return rankingOf(items.filter((_, number) => found[number]!.length >= (method.minLegs ?? 1)));
}

/** By document: what each leg says of it. */
function fuseEntries(
  legs: readonly { readonly name: string }[],
  { lists, totals, contributions }: FusedLists,
): readonly (readonly Evidence[])[] {
  const entries = Array.from(totals, (): Evidence[] => []);
  for (const [at, { documents, points, weight, absent }] of lists.entries()) {
    const scores = new Map(documents.map((document, rank) => [document, points[rank]!]));
    for (const [document, contribution] of contributions[at]!.entries()) {
      if (Number.isNaN(contribution)) continue;
      const score = scores.get(document) ?? absent!;
      entries[document]!.push({
        stage: 'fuse',
        component: legs[at]!.name,
        score,
        contribution,
        details: { weight },
      });
    }
  }
  return entries;
}

function fusedItem(found: readonly ScoredDocument[], score: number, fused: readonly Evidence[]): ScoredDocument {
  const [{ document }] = found as readonly [ScoredDocument];
  const evidence = found.flatMap(({ evidence = [] }) => evidence).map(withoutContribution);
  return withEvidence({ document, score, evidence }, ...fused);
}

/** A leg that is a hybrid itself brings shares of its own score: they are not part of the new one. */
function withoutContribution(entry: Evidence): Evidence {
  if (entry.stage !== 'fuse') return entry;
  const { contribution: _, ...rest } = entry;
  return rest;
}
