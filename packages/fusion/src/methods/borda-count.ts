import type { Fusion } from '@tsr/core';
import { defineFusion } from '../define-fusion.ts';
import type { FusionMethod } from '../fusion-method.ts';
import { type FusionOptions, rankMethod } from '../fusion-options.ts';

/**
 * Borda count: with n documents in all legs, a leg gives n points to its best document, one less to each after it, and
 * shares what is left equally among those that it lacks.
 *
 * Source: Aslam and Montague, Models for Metasearch, SIGIR 2001.
 */
export function bordaCount(options: Omit<FusionOptions, 'missing'> = {}): Fusion {
  return defineFusion('bordaCount', bordaCountMethod(options));
}

export function bordaCountMethod(options: Omit<FusionOptions, 'missing'>): FusionMethod {
  const method = rankMethod('bordaCount', options, (rank, pool) => pool - rank + 1);
  return { ...method, absent: (points, pool) => (pool - points.length + 1) / 2 };
}
