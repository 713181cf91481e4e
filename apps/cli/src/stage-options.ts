import { usageError } from './fail.ts';

/** What the commands that search have in common. */
export interface StageOptions {
  readonly collection: string;
  readonly firstStage: 'hybrid' | 'bm25' | 'dense';
  readonly rerank: 'features' | 'cross-encoder' | 'none';
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

/** The options with their defaults, checked together before anything is opened. */
export function checkedStages<T extends GivenStageOptions>(given: T): T & StageOptions {
  const { topK, candidates = Math.max(100, topK), rerank, model } = given;
  if (topK > candidates) throw usageError(`-k is ${topK}, -n is ${candidates}; raise -n or ask for less`);
  const crossEncoder = rerank === 'cross-encoder';
  if (crossEncoder && !model) throw usageError('--rerank cross-encoder needs --model, a folder or an id');
  if (!crossEncoder && model) throw usageError('--model goes with --rerank cross-encoder; add that, or leave it out');
  return { ...given, candidates };
}
