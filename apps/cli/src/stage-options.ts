import { usageError } from './fail.ts';

/** What the commands that search have in common. */
export interface StageOptions {
  readonly collection: string;
  readonly firstStage: 'hybrid' | 'bm25' | 'dense';
  /** Search by the defaults, whatever `tune` and `train` have left. @default false */
  readonly untuned?: boolean | undefined;
  readonly rerank: 'learned' | 'cross-encoder' | 'cascade' | 'none';
  /** Of a cascade: how many of the best the cross-encoder reads. */
  readonly keep?: number | undefined;
  /** Share of the last reranker's score, 0 to 1, where it is mixed with the score before it. */
  readonly interpolate?: number | undefined;
  /** Folder or id of the cross-encoder. */
  readonly model?: string | undefined;
  readonly modelsFolder?: string | undefined;
  /** How many the first stage finds. */
  readonly candidates: number;
  /** How many are returned. */
  readonly topK: number;
  /** Time limit of the second stage, in milliseconds. */
  readonly timeoutMs?: number | undefined;
}

/** As the command line gives them. */
export type GivenStageOptions = Omit<StageOptions, 'candidates'> & Partial<Pick<StageOptions, 'candidates'>>;

const DEFAULT_KEEP = 20;

/** The options with their defaults, checked together before anything is opened. */
export function checkedStages<T extends GivenStageOptions>(given: T): T & StageOptions {
  const { topK, candidates = Math.max(100, topK), rerank, model } = given;
  if (topK > candidates) throw usageError(`-k is ${topK}, -n is ${candidates}; raise -n or ask for less`);
  const cascade = rerank === 'cascade';
  const crossEncoder = cascade || rerank === 'cross-encoder';
  if (crossEncoder && !model) throw usageError(`--rerank ${rerank} needs --model, a folder or an id`);
  if (!crossEncoder && model) {
    throw usageError('--model goes with --rerank cross-encoder or cascade; add that, or leave it out');
  }
  if (!cascade && given.keep !== undefined) {
    throw usageError('--keep goes with --rerank cascade; add that, or leave it out');
  }
  if (rerank === 'none' && given.interpolate !== undefined) {
    throw usageError('--interpolate mixes scores of a second stage, and --rerank is none; leave one of them out');
  }
  return { ...given, candidates, ...(cascade && { keep: given.keep ?? DEFAULT_KEEP }) };
}
