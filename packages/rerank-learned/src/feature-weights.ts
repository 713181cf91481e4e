import { invalidArgument, outOfRange, shown } from '@tsr/core';
import { FEATURE_NAMES, type FeatureName } from './features.ts';

/** What one standard deviation of each feature adds to a score. A feature that is not there adds nothing. */
export type FeatureWeights = Readonly<Partial<Record<FeatureName, number>>>;

/** The weights in the order of the features' names, 0 where there is none. */
export function weightVector(name: string, weights: FeatureWeights): readonly number[] {
  if (typeof weights !== 'object' || weights === null) {
    throw invalidArgument(`${name}: weights is ${shown(weights)}; pass { featureName: number }`);
  }
  for (const [feature, weight] of Object.entries(weights)) checkWeight(name, feature, weight);
  return FEATURE_NAMES.map((feature) => weights[feature] ?? 0);
}

function checkWeight(name: string, feature: string, weight: number | undefined): void {
  if (!FEATURE_NAMES.includes(feature as FeatureName)) {
    const known = FEATURE_NAMES.join(', ');
    throw invalidArgument(`${name}: weights names ${shown(feature)}, which is no feature; the features are ${known}`);
  }
  if (weight !== undefined && !Number.isFinite(weight)) {
    throw outOfRange(`${name}: weight of ${feature} is ${shown(weight)}; pass a finite number`);
  }
}

/** Sum of weight times value, in order. */
export function weightedSum(weights: readonly number[], values: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (weights[i] as number) * (values[i] as number);
  return sum;
}
