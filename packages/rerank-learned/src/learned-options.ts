import { checkOptions, invalidArgument, outOfRange, shown } from '@tsr/core';
import type { LearnedRerankerOptions } from './learned-reranker.ts';

/** @throws TypeError or RangeError `TSR_INVALID_ARGUMENT`. */
export function checkLearnedOptions(options: LearnedRerankerOptions): LearnedRerankerOptions & { name: string } {
  const { name = 'learned', analyzer, tokenVectors, ranker, firstStageWeight } = checkOptions('learned', options);
  if (typeof name !== 'string' || name === '') {
    throw invalidArgument(`learned: name is ${shown(name)}; pass a string that is not empty`);
  }
  if (analyzer !== undefined && typeof analyzer?.terms !== 'function') {
    throw invalidArgument(`${name}: analyzer is ${shown(analyzer)}; pass createAnalyzer() or an object like it`);
  }
  if (tokenVectors !== undefined && typeof tokenVectors?.rowsOf !== 'function') {
    throw invalidArgument(`${name}: tokenVectors is ${shown(tokenVectors)}; pass those of a static embedder`);
  }
  if (ranker !== undefined && typeof ranker?.score !== 'function') {
    throw invalidArgument(`${name}: ranker is ${shown(ranker)}; pass what readRanker gives`);
  }
  if (firstStageWeight !== undefined && !(firstStageWeight >= 0 && Number.isFinite(firstStageWeight))) {
    throw outOfRange(`${name}: firstStageWeight is ${shown(firstStageWeight)}; pass a finite number of at least 0`);
  }
  return { ...options, name };
}
