import { bestWindow, coverage, frequency, matched, rarest, titleCoverage } from './coverage-features.ts';
import { bigrams, phrase, proximity, tightness } from './order-features.ts';
import type { Feature, Pair } from './pair.ts';
import { cosine, density, earliness, firstStage, length, reciprocalRank } from './place-features.ts';

/** What a feature is called, in weights and in evidence. */
export type FeatureName =
  | 'firstStage'
  | 'reciprocalRank'
  | 'cosine'
  | 'coverage'
  | 'matched'
  | 'rarest'
  | 'titleCoverage'
  | 'frequency'
  | 'bestWindow'
  | 'bigrams'
  | 'proximity'
  | 'phrase'
  | 'tightness'
  | 'earliness'
  | 'density'
  | 'length';

const FEATURES: Readonly<Record<FeatureName, Feature>> = {
  firstStage,
  reciprocalRank,
  cosine,
  coverage,
  matched,
  rarest,
  titleCoverage,
  frequency,
  bestWindow,
  bigrams,
  proximity,
  phrase,
  tightness,
  earliness,
  density,
  length,
};

export const FEATURE_NAMES = Object.keys(FEATURES) as readonly FeatureName[];

/** The values of all features, in the order of {@link FEATURE_NAMES}. */
export function featuresOf(pair: Pair): readonly number[] {
  return FEATURE_NAMES.map((name) => FEATURES[name](pair));
}
