import {
  createProvenance,
  type Provenance,
  type ProvenanceOptions,
  type QueryJudgments,
} from '../provenance/provenance.ts';
import type { ProvenanceReport } from '../provenance/provenance-report.ts';
import type { ReplayRefusal } from './logged-search.ts';
import type { Replay } from './replay.ts';

/** What a change would have done to many searches. Plain JSON data. */
export interface ReplayReport {
  /** The k of the top k that is compared. */
  readonly topK: number;
  readonly queries: number;
  readonly replayed: number;
  /** What could not be replayed, and why; most frequent first. */
  readonly refused: readonly RefusedReplays[];
  /** Searches with the same results in the same order. */
  readonly sameOrder: number;
  /** Searches with the same results in any order, those of the same order among them. */
  readonly sameResults: number;
  /** Results that would have come in, over all queries. */
  readonly entered: number;
  /** Results that would have gone. */
  readonly left: number;
  /** Share of the results that would have stayed: mean over searches with results; null where there are none. */
  readonly kept: number | null;
  /** Relevant documents among the results; null where no query came with judgments. */
  readonly relevant: RelevantReplays | null;
  /** Where the results would have come from. Times of stages are 0. */
  readonly provenance: ProvenanceReport;
}

export interface RefusedReplays {
  readonly reason: ReplayRefusal;
  readonly queries: number;
  /** What the first of them said. */
  readonly message: string;
}

export interface RelevantReplays {
  /** Searches that were replayed and have judgments. */
  readonly queries: number;
  /** Relevant documents in the top k, over these queries. */
  readonly before: number;
  readonly after: number;
  /** Queries with more of them than before, and with fewer. */
  readonly better: number;
  readonly worse: number;
}

export interface ReplayTally {
  add(replay: Replay, judgments?: QueryJudgments): void;
  report(): ReplayReport;
}

/** Adds up what `replayTrace` gives, query by query, in bounded memory. */
export function createReplayTally(options: ProvenanceOptions = {}): ReplayTally {
  const provenance: Provenance = createProvenance(options);
  const counts = { queries: 0, replayed: 0, sameOrder: 0, sameResults: 0, entered: 0, left: 0 };
  const refused = new Map<ReplayRefusal, RefusedReplays>();
  const kept = { sum: 0, queries: 0 };
  const relevant = { queries: 0, before: 0, after: 0, better: 0, worse: 0 };

  function compare({ before, after }: Extract<Replay, { replayed: true }>): void {
    const old = new Set(before.map(({ id }) => id));
    const stayed = after.filter(({ id }) => old.has(id)).length;
    counts.entered += after.length - stayed;
    counts.left += before.length - stayed;
    if (stayed === before.length && stayed === after.length) counts.sameResults++;
    if (after.length === before.length && after.every(({ id }, at) => id === before[at]!.id)) counts.sameOrder++;
    if (before.length === 0) return;
    kept.sum += stayed / before.length;
    kept.queries++;
  }

  function judge({ before, after }: Extract<Replay, { replayed: true }>, judgments: QueryJudgments): void {
    const [was, would] = [before, after].map((items) => items.filter(({ id }) => judgments.relevant.has(id)).length);
    relevant.queries++;
    relevant.before += was!;
    relevant.after += would!;
    if (would! > was!) relevant.better++;
    if (would! < was!) relevant.worse++;
  }

  return {
    add(replay, judgments) {
      counts.queries++;
      if (!replay.replayed) {
        const { reason, message } = replay;
        const known = refused.get(reason) ?? { reason, queries: 0, message };
        return void refused.set(reason, { ...known, queries: known.queries + 1 });
      }
      provenance.add(replay.observation, judgments);
      counts.replayed++;
      compare(replay);
      if (judgments) judge(replay, judgments);
    },
    report() {
      const report = provenance.report();
      return {
        topK: report.topK,
        ...counts,
        refused: [...refused.values()].sort((a, b) => b.queries - a.queries),
        kept: kept.queries === 0 ? null : kept.sum / kept.queries,
        relevant: relevant.queries === 0 ? null : { ...relevant },
        provenance: report,
      };
    },
  };
}
