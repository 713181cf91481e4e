import { type Evidence, invalidArgument, type Query, type RetrievalResult, shown } from '@tsr/core';

/** How one final result came by its rank: a tree of numbers. Plain JSON data. */
export interface Ledger {
  readonly id: string;
  /** Final rank, from 1. */
  readonly rank: number;
  /** The last stage first; the last of them is the first stage. */
  readonly stages: readonly LedgerEntry[];
}

/** A number, and what it is made of. */
export interface LedgerEntry {
  /** What the number is: name of a stage or a leg, `logit`, a feature, a term. */
  readonly name: string;
  readonly kind: 'stage' | 'leg' | 'logit' | 'part' | 'term';
  readonly value: number;
  /** From 1; absent where there is none. */
  readonly rank?: number;
  /** By name: a feature as it was seen, a leg's weight and normalised score, a term's idf. */
  readonly facts?: Readonly<Record<string, number>>;
  /** They add up to the value. */
  readonly parts?: readonly LedgerEntry[];
  /** What the value was made from in another way: the score behind a normalised one, the logit behind a probability. */
  readonly from?: LedgerEntry;
}

/** How a leg comes by its score, term by term: `createBm25Index` has it. */
export interface ExplainsTerms {
  explain(query: Query, id: string): Promise<ExplainedScore | undefined>;
}

export interface ExplainedScore {
  readonly score: number;
  /** Contributions add up to the score. */
  readonly terms: readonly { readonly term: string; readonly contribution: number; readonly idf?: number }[];
}

export interface LedgerOptions {
  /** By name of the leg, or of the first stage itself: what can say how its scores come about. @default none */
  readonly explain?: Readonly<Record<string, ExplainsTerms>> | undefined;
}

/**
 * Unfolds a result of `retrieve` to every number that made its rank, from its evidence: what the second stage said and
 * why, the fused score, each leg's share of it, weight, normalised and own score, and terms where a leg can tell.
 * Parts add up to the value above them.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for a result without evidence of a first stage.
 *
 * @example
 * const { results } = await retriever.retrieve(query);
 * const ledger = await ledgerOf(query, results[0], { explain: { bm25 } });
 */
export async function ledgerOf(query: Query, result: RetrievalResult, options: LedgerOptions = {}): Promise<Ledger> {
  const { id, rank, evidence = [] } = result;
  const leg = (entry: Evidence): Promise<LedgerEntry> => explained(query, id, entry, options);
  const stages = await stagesOf(evidence, leg);
  if (stages.length > 0) return { id, rank, stages };
  throw invalidArgument(`telemetry: result ${shown(id)} has no evidence of a first stage; pass what retrieve gives`);
}

/** Last stage first. A first stage that has stages itself is followed by those. */
async function stagesOf(evidence: readonly Evidence[], leg: EntryOfLeg): Promise<readonly LedgerEntry[]> {
  const first = evidence.findLastIndex(({ stage }) => stage === 'retrieve');
  if (first < 0) return [];
  const rerankers = evidence.slice(first + 1).filter(({ stage }) => stage === 'rerank');
  const last = rerankers.map(rerankEntry).reverse();
  const before = evidence.slice(0, first);
  if (before.at(-1)?.stage !== 'rerank') return [...last, await firstStageEntry(evidence.slice(0, first + 1), leg)];
  const own = evidence[first]!;
  const entry: LedgerEntry = { name: own.component, kind: 'stage', value: own.score, ...rankOf(own) };
  return [...last, entry, ...(await stagesOf(before, leg))];
}

type EntryOfLeg = (entry: Evidence) => Promise<LedgerEntry>;

/** The fused score with its legs, or a score that was not fused. */
async function firstStageEntry(evidence: readonly Evidence[], leg: EntryOfLeg): Promise<LedgerEntry> {
  const own = evidence[evidence.length - 1]!;
  const fused = evidence.filter(({ stage, contribution }) => stage === 'fuse' && contribution !== undefined);
  if (fused.length === 0) return { ...(await leg(own)), kind: 'stage' };
  const parts = fused.map(async (entry): Promise<LedgerEntry> => {
    const found = evidence.findLast(({ stage, component }) => stage === 'retrieve' && component === entry.component);
    const facts = { normalised: entry.score, ...entry.details };
    const shared = { name: entry.component, kind: 'leg', value: entry.contribution!, facts } as const;
    return found ? { ...shared, ...rankOf(found), from: await leg(found) } : shared;
  });
  const { component: name, score: value } = own;
  return { name, kind: 'stage', value, ...rankOf(own), parts: await Promise.all(parts) };
}

/** A leg's own score, and its terms where something can tell. */
async function explained(
  query: Query,
  id: string,
  entry: Evidence,
  { explain = {} }: LedgerOptions,
): Promise<LedgerEntry> {
  const { component: name, score: value } = entry;
  const shared = { name, kind: 'leg', value, ...rankOf(entry) } as const;
  const explainer = Object.hasOwn(explain, name) ? explain[name] : undefined;
  const explanation = await explainer?.explain(query, id);
  if (!explanation) return shared;
  const parts = explanation.terms.map(({ term, contribution, idf }): LedgerEntry => {
    const facts = idf === undefined ? {} : { facts: { idf } };
    return { name: term, kind: 'term', value: contribution, ...facts };
  });
  return { ...shared, parts };
}

function rankOf({ rank }: Evidence): { readonly rank?: number } {
  return rank === undefined ? {} : { rank };
}

const PART = '.part';

/** A reranker's score; its parts, where its details name some, make the logit if there is one, else the score. */
function rerankEntry({ component: name, score: value, details = {} }: Evidence): LedgerEntry {
  const parts = partsOf(details);
  const used = new Set(parts.flatMap((part) => [part.name, part.name + PART]));
  const rest = Object.entries(details).filter(([fact]) => !used.has(fact) && fact !== 'logit');
  const facts = rest.length > 0 ? { facts: Object.fromEntries(rest) } : {};
  const stage = { name, kind: 'stage', value, ...facts } as const;
  const { logit } = details;
  if (parts.length === 0) return logit === undefined || logit === value ? stage : { ...stage, from: logitOf(logit) };
  return logit === undefined ? { ...stage, parts } : { ...stage, from: { ...logitOf(logit), parts } };
}

function logitOf(value: number): LedgerEntry {
  return { name: 'logit', kind: 'logit', value };
}

/** Largest first. A detail of the same name as a part is what was seen. */
function partsOf(details: Readonly<Record<string, number>>): readonly LedgerEntry[] {
  const parts = Object.entries(details).filter(([name]) => name.endsWith(PART));
  return parts
    .map(([name, value]): LedgerEntry => {
      const feature = name.slice(0, -PART.length);
      const seen = Object.hasOwn(details, feature) ? { facts: { seen: details[feature]! } } : {};
      return { name: feature, kind: 'part', value, ...seen };
    })
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}
