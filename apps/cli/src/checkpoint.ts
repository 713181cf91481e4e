import { arch, availableParallelism, platform, totalmem } from 'node:os';
import type { RetrievalOutcome, RetrievalResult } from '@tsr/core';
import { installedVersion } from './installed-version.ts';
import type { OpenedStages } from './open-two-stage.ts';
import type { StageOptions } from './stage-options.ts';

/** What a run depended on and what it gave. All but `measured` is the same on the same machine with the same data. */
export interface Checkpoint {
  readonly format: typeof CHECKPOINT_FORMAT;
  readonly version: typeof CHECKPOINT_VERSION;
  /** All that is needed to run it again, but for the data itself. Folders are as they were given. */
  readonly options: RecordedOptions;
  readonly packages: Readonly<Record<string, string>>;
  readonly runtime: Readonly<Record<string, string>>;
  readonly data: {
    readonly path: string;
    readonly passages: number;
    /** SHA-256 of the documents in their order. */
    readonly checksum: string;
  };
  readonly constraints: Readonly<Record<string, string | number>>;
  readonly observed: {
    readonly query: string;
    readonly results: readonly ObservedResult[];
    /** What did not go as asked, such as a second stage that ran out of time. */
    readonly warnings: readonly string[];
  };
  /** Timings and memory: different every time. */
  readonly measured: Readonly<Record<string, number>>;
}

export interface ObservedResult {
  readonly rank: number;
  readonly id: string;
  readonly firstStageRank: number;
  readonly firstStageScore: number;
  readonly secondStageScore?: number;
}

export const CHECKPOINT_FORMAT = 'tsr-checkpoint';
export const CHECKPOINT_VERSION = 1;

/** The options of the command line, with their defaults. */
export type RecordedOptions = Pick<StageOptions, keyof typeof recorded>;

/** Every option of `StageOptions`: the compiler tells when one is missing. */
const recorded: Readonly<Record<keyof StageOptions, true>> = {
  collection: true,
  firstStage: true,
  rerank: true,
  keep: true,
  interpolate: true,
  model: true,
  modelsFolder: true,
  candidates: true,
  topK: true,
  timeoutMs: true,
  untuned: true,
};

/** What the result depends on, each with the packages through which it is reached from here. */
const dependencies: readonly (readonly string[])[] = [
  ['@tsr/core'],
  ['@tsr/bm25'],
  ['@tsr/collection'],
  ['@tsr/collection', '@tsr/dense-hnsw'],
  ['@tsr/collection', '@tsr/fusion'],
  ['@tsr/embed'],
  ['@tsr/passages'],
  ['@tsr/rerank-learned'],
  ['@tsr/rerank-onnx'],
  ['@tsr/bm25', 'wink-bm25-text-search'],
  ['@tsr/bm25', 'snowball-stemmers'],
  ['@tsr/collection', '@tsr/dense-hnsw', 'hnswlib-node'],
  ['@tsr/collection', '@tsr/dense-hnsw', 'usearch'],
  ['@tsr/embed', '@tsr/onnx', '@huggingface/tokenizers'],
  ['onnxruntime-node'],
];

export function checkpointOf(
  opened: OpenedStages,
  options: StageOptions,
  query: string,
  outcome: RetrievalOutcome,
): Checkpoint {
  const { collection } = opened;
  const given = Object.entries(options).filter(([name, value]) => name in recorded && value !== undefined);
  return {
    format: CHECKPOINT_FORMAT,
    version: CHECKPOINT_VERSION,
    options: Object.fromEntries(given) as unknown as RecordedOptions,
    packages: versions(),
    runtime: { node: process.version, v8: process.versions.v8, platform: `${platform()} ${arch()}` },
    data: { path: options.collection, passages: collection.size, checksum: collection.checksum },
    constraints: constraintsOf(opened, options),
    observed: { query, results: outcome.results.map(observedOf), warnings: outcome.warnings },
    measured: measuredOf(outcome),
  };
}

function versions(): Readonly<Record<string, string>> {
  return Object.fromEntries(dependencies.map((chain) => [chain.at(-1), installedVersion(chain) ?? 'not installed']));
}

const megabytes = (bytes: number): number => Number((bytes / 2 ** 20).toFixed(1));

function constraintsOf(opened: OpenedStages, options: StageOptions): Readonly<Record<string, string | number>> {
  const { collection, crossEncoder, embedderBytes } = opened;
  const { name, dimensions, fingerprint } = collection.embedder;
  return {
    embedder: name,
    'embedder fingerprint': fingerprint,
    'embedder size (MB)': megabytes(embedderBytes),
    vectors: collection.size,
    dimensions: dimensions,
    'vector memory (MB)': megabytes(collection.size * dimensions * Float32Array.BYTES_PER_ELEMENT),
    'dense engine': collection.denseEngine() ?? 'none',
    'first stage': options.firstStage,
    'candidates (N)': options.candidates,
    'results (k)': options.topK,
    'second stage': options.rerank,
    ...(options.keep !== undefined && { 'candidates of the cross-encoder': options.keep }),
    ...(options.interpolate !== undefined && { 'share of the last reranker': options.interpolate }),
    'time limit of the second stage (ms)': options.timeoutMs ?? 'none',
    'cross-encoder': options.model ?? 'none',
    ...(crossEncoder && {
      'cross-encoder fingerprint': crossEncoder.fingerprint,
      'cross-encoder size (MB)': megabytes(crossEncoder.bytes),
      'cross-encoder threads': crossEncoder.workers,
    }),
    backend: 'CPU',
    'threads available': availableParallelism(),
    'memory of the machine (GB)': Number((totalmem() / 2 ** 30).toFixed(1)),
  };
}

function observedOf(result: RetrievalResult): ObservedResult {
  const { rank, id, firstStageRank, firstStageScore, secondStageScore } = result;
  const scores = { firstStageRank, firstStageScore };
  return { rank, id, ...scores, ...(secondStageScore === undefined ? {} : { secondStageScore }) };
}

function measuredOf({ timings }: RetrievalOutcome): Readonly<Record<string, number>> {
  return {
    'first stage (ms)': timings.firstStageMs,
    'second stage (ms)': timings.secondStageMs ?? 0,
    'total (ms)': timings.totalMs,
    'resident memory (MB)': process.memoryUsage.rss() / 2 ** 20,
  };
}
