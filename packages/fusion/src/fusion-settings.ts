import { type Fusion, invalidArgument, shown } from '@tsr/core';
import { defineFusion } from './define-fusion.ts';
import type { FusionMethod } from './fusion-method.ts';
import { type FusionName, METHODS } from './methods/by-name.ts';
import { type NormalisationName, normalisationOf } from './normalisations/by-name.ts';

/** A fusion as plain JSON data, so that a settings file can hold it. Weights are those of the legs. */
export interface FusionSettings {
  readonly method: FusionName;
  /** Of methods over scores. @default minMax; of weightedSum, none */
  readonly normalise?: NormalisationName | undefined;
  /** By leg: what theoreticalMinMax takes for the least score. */
  readonly minimum?: Readonly<Record<string, number>> | undefined;
  readonly missing?: 'zero' | 'minimum' | undefined;
  readonly minLegs?: number | undefined;
  /** Of reciprocalRankFusion. */
  readonly k?: number | undefined;
  /** Of combGmnz. */
  readonly gamma?: number | undefined;
  /** Of logNInverseSquareRank. */
  readonly sigma?: number | undefined;
  /** Of rankBiasedCentroids. */
  readonly phi?: number | undefined;
}

/** Names that `FusionSettings.method` takes. */
export const fusionNames: readonly FusionName[] = Object.keys(METHODS) as FusionName[];

/**
 * The fusion that the settings name.
 *
 * @example
 * createHybridRetriever({ retrievers, weights, fusion: fusionOf({ method: 'combMnz', normalise: 'zScore' }) });
 *
 * @throws TypeError or RangeError (`TSR_INVALID_ARGUMENT`) for a method or normalisation that there is not, an option
 * that the method does not have, and a value that it does not take.
 */
export function fusionOf(settings: FusionSettings): Fusion {
  return defineFusion(settings?.method, fusionMethodOf(settings));
}

/** What `fusionOf` fuses by: for numbered lists, without documents. */
export function fusionMethodOf(settings: FusionSettings): FusionMethod {
  const { make, has } = methodOf(settings);
  const { method, normalise, minimum, ...options } = settings;
  const unknown = Object.entries(settings).find(([name, value]) => {
    return value !== undefined && name !== 'method' && !has.includes(name);
  });
  if (unknown) {
    throw invalidArgument(`fusion: ${method} has no ${shown(unknown[0])}; it takes ${has.join(', ')}`);
  }
  return make({ ...options, normalise: normalisationOf(normalise, minimum) });
}

function methodOf(settings: FusionSettings): (typeof METHODS)[FusionName] {
  const name: unknown = settings?.method;
  if (typeof name === 'string' && Object.hasOwn(METHODS, name)) return METHODS[name as FusionName];
  throw invalidArgument(`fusion: method is ${shown(name)}; pass one of ${fusionNames.join(', ')}`);
}
