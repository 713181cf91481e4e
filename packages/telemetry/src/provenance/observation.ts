import { invalidArgument, type StageEvent, type StageItem } from '@tsr/core';
import { type ObservedStage, observedStages } from './observed-stage.ts';

/** What provenance reads of one query: ids and numbers only. Plain JSON data. */
export interface ProvenanceObservation {
  /** The second stage was asked. */
  readonly secondStage: boolean;
  /** All of them, in first-stage order, with the ranks and scores that the second stage was given. */
  readonly candidates: readonly ObservedCandidate[];
  /** The retrievers inside the first stage; none where it has no parts. */
  readonly legs: readonly ObservedLeg[];
  /** Every stage that ran, with its time and what a second stage did to the order. @default none */
  readonly stages?: readonly ObservedStage[];
}

export interface ObservedCandidate {
  readonly id: string;
  /** From 1. */
  readonly firstStageRank: number;
  readonly firstStageScore: number;
  /** From 1; absent where the candidate was not returned. */
  readonly finalRank?: number;
  /** It was returned without a score of the second stage, which was asked; of a cascade, of its last part. @default false */
  readonly unscored?: boolean;
}

export interface ObservedLeg {
  readonly name: string;
  /** One entry a candidate, in their order: the rank that this leg gave, from 1; null where it did not find it. */
  readonly ranks: readonly (number | null)[];
  /** Likewise: the score that this leg gave, on its own scale; null exactly where its rank is. */
  readonly scores: readonly (number | null)[];
}

/**
 * The observation of one query, from its events: the `trace` that `explain` resolves to, or the `events` of a
 * `QueryTrace`. Candidates are the input of its `rerank` event, or the output of its first stage where nothing was
 * reranked; of a hybrid or a single index by itself, what it found. A leg's ranks and scores are those of its own
 * `retrieve` event.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for events without the root `search` event and its results, or without the
 *   first stage's `retrieve` event: a search that failed has none.
 */
export function observationOf(events: readonly StageEvent[]): ProvenanceObservation {
  const root = events.find((event) => event.stage === 'search' && event.parentId === undefined);
  const first = root && firstStageOf(events, root);
  if (!root?.output || !first?.output) {
    const missing = root?.output ? 'no retrieve event of a first stage' : 'no search event with results';
    throw invalidArgument(`telemetry: the trace has ${missing}; pass all events of a search that did not fail`);
  }
  const second = stageBelow(events, root, 'rerank');
  const items = second?.input ?? first.output;
  const places = new Map(root.output.map((item) => [item.id, item]));
  const candidates = items.map(({ id, rank, score }): ObservedCandidate => {
    const stages = { id, firstStageRank: rank, firstStageScore: score };
    return { ...stages, ...outcomeFor(places.get(id), second !== undefined) };
  });
  const legs = legsOf(items, events, first);
  return { secondStage: second !== undefined, candidates, legs, stages: observedStages(events) };
}

/** What found the candidates: a fusion or an index that was searched by itself is its own first stage. */
function firstStageOf(events: readonly StageEvent[], root: StageEvent): StageEvent | undefined {
  const parts = events.filter(({ parentId }) => parentId !== undefined);
  if (parts.length === 0) return root;
  return stageBelow(events, root, 'fuse') ?? stageBelow(events, root, 'retrieve');
}

/** The event of one of the two stages themselves: a child of the root span. */
function stageBelow(events: readonly StageEvent[], root: StageEvent, stage: StageEvent['stage']) {
  return events.find((event) => event.stage === stage && event.parentId === root.spanId);
}

function outcomeFor(item: StageItem | undefined, judged: boolean): Partial<ObservedCandidate> {
  if (!item) return {};
  return { finalRank: item.rank, ...(judged && (item.tier ?? 0) > 0 && { unscored: true }) };
}

function legsOf(
  candidates: readonly StageItem[],
  events: readonly StageEvent[],
  first: StageEvent,
): readonly ObservedLeg[] {
  const legs = new Map<string, ReadonlyMap<string, StageItem>>();
  for (const event of events) {
    if (!isLeg(event) || event === first || legs.has(event.component)) continue;
    legs.set(event.component, new Map((event.output ?? []).map((item) => [item.id, item])));
  }
  return [...legs].map(([name, places]) => ({
    name,
    ranks: candidates.map(({ id }) => places.get(id)?.rank ?? null),
    scores: candidates.map(({ id }) => places.get(id)?.score ?? null),
  }));
}

/** A retrieval with an input scored what others had found: its ranks are not those of a leg. */
function isLeg({ stage, input }: StageEvent): boolean {
  return stage === 'retrieve' && input === undefined;
}
