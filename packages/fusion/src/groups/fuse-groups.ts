import {
  compareIds,
  type Document,
  type Fusion,
  type Leg,
  type Ranking,
  rankingOf,
  type ScoredDocument,
} from '@tsr/core';
import { checkedLegs } from '../checked-legs.ts';

/** Which group each document is in, by its id; a document that is not there is one by itself. */
export type Groups = ReadonlyMap<string, string>;

/**
 * A fusion in which the documents of a group count as one: each leg votes for a group once, by the best of it that the
 * leg found, and the result is the document that a leg ranked best, with what the legs said of those they voted by.
 * The groups are made of all documents of the legs that are on, in the order of their ids. `subject` names it in errors.
 */
export function fuseGroups(
  subject: string,
  fusion: Fusion,
  groupsOf: (documents: readonly Document[]) => Groups,
): Fusion {
  return (given) => {
    const legs = checkedLegs(subject, given);
    const groups = groupsOf(documentsOf(legs));
    const best = new Map<string, { readonly document: Document; readonly rank: number }>();
    const voting = legs.map((leg) => ({ ...leg, ranking: votesOf(leg, groups, best) }));
    return rankingOf(fusion(voting).map((item) => ({ ...item, document: best.get(item.document.id)!.document })));
  };
}

function documentsOf(legs: readonly Leg[]): readonly Document[] {
  const found = new Map(legs.flatMap(({ ranking }) => ranking.map(({ document }) => [document.id, document])));
  return [...found.values()].sort((a, b) => compareIds(a.id, b.id));
}

/** The leg's best document of each group, in the group's name. Notes the best of all legs. */
function votesOf(
  { ranking }: Leg,
  groups: Groups,
  best: Map<string, { readonly document: Document; readonly rank: number }>,
): Ranking {
  const votes = new Map<string, ScoredDocument>();
  for (const [rank, item] of ranking.entries()) {
    const { document } = item;
    const group = nameOf(document.id, groups);
    if (!votes.has(group)) votes.set(group, { ...item, document: { ...document, id: group } });
    if (isBetter(document.id, rank, best.get(group))) best.set(group, { document, rank });
  }
  return rankingOf(votes.values());
}

/** A group and a document may have the same id. */
function nameOf(id: string, groups: Groups): string {
  const group = groups.get(id);
  return group === undefined ? `d ${id}` : `g ${group}`;
}

function isBetter(
  id: string,
  rank: number,
  known: { readonly document: Document; readonly rank: number } | undefined,
): boolean {
  return !known || rank < known.rank || (rank === known.rank && compareIds(id, known.document.id) < 0);
}
