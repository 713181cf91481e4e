import { type Fusion, outOfRange, shown } from '@tsr/core';
import { defineFusion } from '../define-fusion.ts';
import type { FusionMethod } from '../fusion-method.ts';
import { type FusionOptions, rankMethod } from '../fusion-options.ts';

export interface LogNInverseSquareRankOptions extends FusionOptions {
  /** Added to the number of legs within the logarithm, from 0 to 1. @default .01 */
  readonly sigma?: number | undefined;
}

/**
 * ISR: the sum of 1 / rank squared, times the number of legs that have the document.
 *
 * Source: Mourão, Martins and Magalhães, Multimodal medical information retrieval with unsupervised rank fusion,
 * Computerized Medical Imaging and Graphics 39, 2015; the other two as well.
 */
export function inverseSquareRank(options: FusionOptions = {}): Fusion {
  return defineFusion('inverseSquareRank', inverseSquareRankMethod(options));
}

/**
 * Log-ISR: the sum of 1 / rank squared, times the natural logarithm of the number of legs that have the document. What
 * one leg alone found gets 0: for three legs and more.
 */
export function logInverseSquareRank(options: FusionOptions = {}): Fusion {
  return defineFusion('logInverseSquareRank', logInverseSquareRankMethod(options));
}

/**
 * LogN-ISR: as Log-ISR, with `sigma` added to the number of legs, so that what one leg alone found keeps its order.
 *
 * @throws RangeError (`TSR_INVALID_ARGUMENT`) for a sigma that is not from 0 to 1.
 */
export function logNInverseSquareRank(options: LogNInverseSquareRankOptions = {}): Fusion {
  return defineFusion('logNInverseSquareRank', logNInverseSquareRankMethod(options));
}

export function inverseSquareRankMethod(options: FusionOptions): FusionMethod {
  return byCount('inverseSquareRank', options, (legs) => legs);
}

export function logInverseSquareRankMethod(options: FusionOptions): FusionMethod {
  return byCount('logInverseSquareRank', options, Math.log);
}

export function logNInverseSquareRankMethod({ sigma = 0.01, ...options }: LogNInverseSquareRankOptions): FusionMethod {
  if (!(sigma >= 0 && sigma <= 1)) {
    throw outOfRange(`logNInverseSquareRank: sigma is ${shown(sigma)}; pass a number from 0 to 1`);
  }
  return byCount('logNInverseSquareRank', options, (legs) => Math.log(legs + sigma));
}

function byCount(subject: string, options: FusionOptions, factor: (legs: number) => number): FusionMethod {
  return rankMethod(subject, options, (rank) => 1 / rank ** 2, { factor });
}
