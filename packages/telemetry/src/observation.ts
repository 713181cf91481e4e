import {
  type ExplainedOutcome,
  invalidArgument,
  outOfRange,
  type RetrievalResult,
  type StageEvent,
  shown,
} from '@tsr/core';

/** What provenance reads of one query: numbers only. Plain JSON data. */
export interface ProvenanceObservation {
  /** The second stage was asked. */
  readonly secondStage: boolean;
  /** All of them, with the ranks and scores that the second stage was given. */
  readonly candidates: readonly ObservedCandidate[];
  /** The retrievers inside the first stage; none where it has no parts. */
  readonly legs: readonly ObservedLeg[];
}

export interface ObservedCandidate {
  /** From 1. */
  readonly firstStageRank: number;
  readonly firstStageScore: number;
  /** From 1; absent where the candidate was not returned. */
  readonly finalRank?: number;
  /** It was returned without a score of the second stage, which was asked. @default false */
  readonly unscored?: boolean;
}

export interface ObservedLeg {
  readonly name: string;
  /** One entry a candidate, in their order: the rank that this leg gave, from 1; null where it did not find it. */
  readonly ranks: readonly (number | null)[];
}

/**
 * The observation of one query, from what `explain` resolved to. Candidates are the input of its `rerank` event, or
 * the output of its first stage where nothing was reranked. A leg's ranks are those of its own `retrieve` event and of
 * the results' evidence.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for a trace without the first stage's `retrieve` event.
 */
export function observationOf({ results, trace }: Pick<ExplainedOutcome, 'results' | 'trace'>): ProvenanceObservation {
  const first = stageOf(trace, 'retrieve');
  if (!first) throw invalidArgument('telemetry: trace has no retrieve event of a first stage; pass what explain gives');
  const second = stageOf(trace, 'rerank');
  const items = second?.input ?? first.output ?? [];
  const byId = new Map(results.map((result) => [result.id, result]));
  const candidates = items.map(({ id, rank, score }): ObservedCandidate => {
    const stages = { firstStageRank: rank, firstStageScore: score };
    return { ...stages, ...outcomeFor(byId.get(id), second !== undefined) };
  });
  const ids = items.map(({ id }) => id);
  return { secondStage: second !== undefined, candidates, legs: legsOf(ids, trace, results, first) };
}

/** The event of one of the two stages themselves: a child of the root span. */
function stageOf(trace: readonly StageEvent[], stage: 'retrieve' | 'rerank'): StageEvent | undefined {
  const root = trace.find((event) => event.stage === 'search' && event.parentId === undefined);
  return trace.find((event) => event.stage === stage && event.parentId === root?.spanId);
}

function outcomeFor(result: RetrievalResult | undefined, judged: boolean): Partial<ObservedCandidate> {
  if (!result) return {};
  return { finalRank: result.rank, ...(judged && result.secondStageScore === undefined && { unscored: true }) };
}

function legsOf(
  ids: readonly string[],
  trace: readonly StageEvent[],
  results: readonly RetrievalResult[],
  first: StageEvent,
): readonly ObservedLeg[] {
  const ranks = new Map<string, Map<string, number>>();
  const given = (leg: string): Map<string, number> => {
    const ofLeg = ranks.get(leg) ?? new Map<string, number>();
    ranks.set(leg, ofLeg);
    return ofLeg;
  };
  for (const event of trace) {
    if (!isLeg(event) || event === first) continue;
    const leg = given(event.component);
    for (const { id, rank } of event.output ?? []) leg.set(id, rank);
  }
  for (const { id, evidence } of results) {
    for (const { stage, component, rank } of evidence) {
      if (stage === 'retrieve' && component !== first.component && rank !== undefined) given(component).set(id, rank);
    }
  }
  return [...ranks].map(([name, leg]) => ({ name, ranks: ids.map((id) => leg.get(id) ?? null) }));
}

/** A retrieval with an input scored what others had found: its ranks are not those of a leg. */
function isLeg({ stage, input }: StageEvent): boolean {
  return stage === 'retrieve' && input === undefined;
}

/** Throws where an observation made by hand has a number that is none of what it says. */
export function checkObservation({ candidates, legs }: ProvenanceObservation): void {
  for (const [index, { firstStageRank, firstStageScore, finalRank }] of candidates.entries()) {
    if (!isRank(firstStageRank)) throw wrong(`firstStageRank of candidate ${index}`, firstStageRank, 'a rank from 1');
    if (!Number.isFinite(firstStageScore)) {
      throw wrong(`firstStageScore of candidate ${index}`, firstStageScore, 'a finite number');
    }
    if (finalRank !== undefined && !isRank(finalRank)) {
      throw wrong(`finalRank of candidate ${index}`, finalRank, 'a rank from 1, or leave it out');
    }
  }
  for (const { name, ranks } of legs) {
    const fits = ranks.length === candidates.length && ranks.every((rank) => rank === null || isRank(rank));
    if (!fits) throw wrong(`leg ${shown(name)}`, ranks, `${candidates.length} ranks from 1, or null, one a candidate`);
  }
}

function isRank(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}

function wrong(subject: string, value: unknown, remedy: string): RangeError {
  return outOfRange(`telemetry: ${subject} is ${shown(value)}; pass ${remedy}`);
}
