import {
  type ExplainedOutcome,
  invalidArgument,
  outOfRange,
  type RetrievalResult,
  type StageEvent,
  type StageItem,
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
 * The observation of one query, from what `explain` resolved to. Candidates are the input of its `rerank` event, or
 * the output of its first stage where nothing was reranked. A leg's ranks and scores are those of its own `retrieve`
 * event; where that does not have a candidate, those of the results' evidence.
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
  const legs = new Map<string, Map<string, Place>>();
  const found = ({ leg, items }: Finding): void => {
    const places = legs.get(leg) ?? new Map<string, Place>();
    legs.set(leg, places);
    for (const { id, rank, score } of items) if (!places.has(id)) places.set(id, { rank, score });
  };
  for (const event of trace) if (isLeg(event) && event !== first) found(inEvent(event));
  for (const finding of results.flatMap(inEvidence)) if (finding.leg !== first.component) found(finding);
  return [...legs].map(([name, places]) => ({
    name,
    ranks: ids.map((id) => places.get(id)?.rank ?? null),
    scores: ids.map((id) => places.get(id)?.score ?? null),
  }));
}

type Place = Pick<StageItem, 'rank' | 'score'>;

interface Finding {
  readonly leg: string;
  readonly items: readonly StageItem[];
}

function inEvent({ component, output = [] }: StageEvent): Finding {
  return { leg: component, items: output };
}

/** Without a rank, the leg was asked for a score of what others had found. */
function inEvidence({ id, evidence }: RetrievalResult): readonly Finding[] {
  return evidence.flatMap(({ stage, component, rank, score }) =>
    stage === 'retrieve' && rank !== undefined ? [{ leg: component, items: [{ id, rank, score }] }] : [],
  );
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
  for (const leg of legs) checkLeg(leg, candidates.length);
}

function checkLeg({ name, ranks, scores }: ObservedLeg, count: number): void {
  const ranksFit = ranks.length === count && ranks.every((rank) => rank === null || isRank(rank));
  if (!ranksFit) throw wrong(`ranks of leg ${shown(name)}`, ranks, `${count} ranks from 1, or null, one a candidate`);
  const scoresFit =
    scores?.length === count &&
    scores.every((score, i) => (score === null ? ranks[i] === null : ranks[i] !== null && Number.isFinite(score)));
  if (!scoresFit)
    throw wrong(`scores of leg ${shown(name)}`, scores, `${count} finite numbers, null where its rank is`);
}

function isRank(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}

function wrong(subject: string, value: unknown, remedy: string): RangeError {
  return outOfRange(`telemetry: ${subject} is ${shown(value)}; pass ${remedy}`);
}
