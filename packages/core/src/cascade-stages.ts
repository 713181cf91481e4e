import { checkCount } from './arguments.ts';
import type { Reranker } from './contracts.ts';
import { invalidArgument, shown } from './errors.ts';

/** One step of a cascade. */
export interface CascadeStage {
  readonly reranker: Reranker;
  /** How many candidates it is asked about: the best of the order so far. A positive integer. @default all of them */
  readonly keep?: number | undefined;
}

/** @throws TypeError or RangeError (`TSR_INVALID_ARGUMENT`) */
export function checkStages(name: string, stages: readonly CascadeStage[]): readonly CascadeStage[] {
  if (!Array.isArray(stages) || stages.length === 0) {
    throw invalidArgument(`${name}: stages is ${shown(stages)}; pass an array of { reranker, keep? }, at least one`);
  }
  const names = new Set<string>();
  return stages.map((stage: CascadeStage, index): CascadeStage => {
    const reranker = checkReranker(name, `reranker of stage ${index + 1}`, stage?.reranker);
    if (names.has(reranker.name)) {
      throw invalidArgument(
        `${name}: two stages are named ${shown(reranker.name)}; evidence is told apart by name: rename one`,
      );
    }
    names.add(reranker.name);
    if (stage.keep === undefined) return { reranker };
    return { reranker, keep: checkCount(name, `keep of stage ${index + 1} (${reranker.name})`, stage.keep) };
  });
}

export function checkReranker(name: string, field: string, reranker: Reranker): Reranker {
  if (typeof reranker?.rerank === 'function' && typeof reranker.name === 'string') return reranker;
  throw invalidArgument(`${name}: ${field} is ${shown(reranker)}; pass a Reranker`);
}
