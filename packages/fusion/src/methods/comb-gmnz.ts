import { type Fusion, outOfRange, shown } from '@tsr/core';
import { defineFusion } from '../define-fusion.ts';
import type { FusionMethod } from '../fusion-method.ts';
import { type ScoreFusionOptions, scoreMethod } from '../fusion-options.ts';

export interface CombGmnzOptions extends ScoreFusionOptions {
  /** Power of the number of legs: 0 is CombSUM, 1 CombMNZ, -1 CombANZ. Finite. @default 1 */
  readonly gamma?: number | undefined;
}

/**
 * CombGMNZ: the sum of the weighted, normalised scores, times the number of legs that have the document to the power
 * of `gamma`.
 *
 * Source: Lee, Analyses of Multiple Evidence Combination, SIGIR 1997.
 *
 * @throws RangeError (`TSR_INVALID_ARGUMENT`) for a gamma that is not finite.
 */
export function combGmnz(options: CombGmnzOptions = {}): Fusion {
  return defineFusion('combGmnz', combGmnzMethod(options));
}

export function combGmnzMethod({ gamma = 1, ...options }: CombGmnzOptions): FusionMethod {
  if (!Number.isFinite(gamma)) throw outOfRange(`combGmnz: gamma is ${shown(gamma)}; pass a finite number`);
  return scoreMethod('combGmnz', options, { factor: (legs) => legs ** gamma });
}
