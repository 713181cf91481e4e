import type { Percentiles } from '../measure.ts';
import type { Analysis } from './engine.ts';
import type { DocumentOrder } from './pruning/document-order.ts';
import type { Protocol, QueryTimes } from './query-times.ts';

/** What a child process is asked, as JSON in its first argument; it writes its answer as JSON to `report`. */
export interface SearchJob {
  readonly engine: string;
  readonly corpus: string;
  readonly queries: string;
  readonly analysis: Analysis;
  readonly topK: number;
  readonly protocol: Protocol;
}

export interface SearchReport {
  /** Name and version, where the child knows better. */
  readonly version?: string;
  readonly documents: number;
  readonly buildSeconds: number;
  readonly times: QueryTimes;
  readonly peakBytes: number;
  /** What the index holds beside the documents. */
  readonly heldBytes?: number | undefined;
  /** By query, in the order of the file. */
  readonly rankings: readonly RankedIds[];
}

export interface RankedIds {
  readonly ids: readonly string[];
  readonly scores: readonly number[];
}

export interface PruningJob extends Pick<SearchJob, 'corpus' | 'queries' | 'topK' | 'protocol'> {
  readonly order: DocumentOrder;
}

export interface PruningReport {
  readonly documents: number;
  readonly postings: number;
  /** Different pairs of a term's occurrences in a document and the document's length. */
  readonly codes: number;
  readonly segments: number;
  /** The public engine first. */
  readonly rows: readonly { readonly name: string; readonly times: QueryTimes }[];
}

export interface IndexingJob {
  readonly corpus: string;
  readonly analysis: Analysis;
  readonly repeats: number;
}

export interface IndexingReport {
  readonly documents: number;
  /** Of a process that has just started. */
  readonly firstBuildSeconds: number;
  /** The median of the repeats. */
  readonly buildSeconds: number;
  /** Making terms of all documents, alone: the median of the repeats. */
  readonly analysisSeconds: number;
}

export interface ServingJob {
  readonly corpus: string;
  readonly queries: string;
  readonly topK: number;
  /** Searches, and upserts, of a phase, unless they take longer than `phaseSeconds`. */
  readonly calls: number;
  readonly phaseSeconds: number;
}

/** Milliseconds of all calls of one phase, as they came. */
export interface PhaseTimes {
  readonly name: string;
  readonly calls: number;
  readonly search: Percentiles;
  /** The first search with a new filter; removing some documents and the first search after it. */
  readonly first?: Percentiles;
  readonly upsert?: Percentiles;
  /** The longest time for which nothing else could run. */
  readonly longestHold: number;
}

export interface ServingReport {
  readonly documents: number;
  readonly phases: readonly PhaseTimes[];
}

export interface FileJob extends Pick<SearchJob, 'corpus' | 'queries'> {
  readonly path: string;
  readonly task: 'save' | 'open';
}

/** 0 is what the task does not measure. */
export interface FileReport {
  /** Of the task. */
  readonly seconds: number;
  readonly fileBytes: number;
  /** What the index holds beside the documents. */
  readonly heldBytes: number;
  readonly postings: number;
  /** Milliseconds for which nothing else could run. */
  readonly longestHold: number;
  /** Milliseconds. */
  readonly firstSearch: number;
}
