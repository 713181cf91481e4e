import {
  backgroundCoverage,
  bestWindow,
  coverage,
  frequency,
  matched,
  rarest,
  titleCoverage,
} from './coverage-features.ts';
import {
  dense,
  denseReciprocalRank,
  firstStage,
  lexical,
  lexicalReciprocalRank,
  reciprocalRank,
} from './evidence-features.ts';
import { bigrams, phrase, proximity, tightness } from './order-features.ts';
import type { Feature } from './pair.ts';
import { density, earliness, length } from './place-features.ts';
import { QUERY_FEATURES } from './query-features.ts';
import { rankWithin } from './rank-within.ts';
import { softDensity, softLeast, softMean, softWindow, staticCosine } from './soft-features.ts';
import { standardise } from './standardise.ts';

/** What is known of a query and one candidate, by name. Their meaning, range and source stand at each function. */
export const PAIR_FEATURES: Readonly<Record<string, Feature>> = {
  firstStage,
  reciprocalRank,
  lexical,
  lexicalReciprocalRank,
  dense,
  denseReciprocalRank,
  staticCosine,
  softMean,
  softLeast,
  softWindow,
  softDensity,
  coverage,
  backgroundCoverage,
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

/** Any change of a feature's values changes this number: rankers are trained on one version. */
export const FEATURE_SET_VERSION = 1;
export const FEATURE_SET_NAME = 'tsr-interaction';

/** How the values that a pair feature has in a list go into the rows, by what is added to its name. */
export const FORMS: Readonly<Record<string, (values: readonly number[]) => readonly number[]>> = {
  '': (values) => values,
  '.z': standardise,
  '.rank': rankWithin,
};

/** The feature that a column is a form of. */
export function featureOf(column: string): string {
  const form = Object.keys(FORMS).find((form) => form !== '' && column.endsWith(form)) ?? '';
  return column.slice(0, column.length - form.length);
}

/** Names of all columns: those of each pair feature, in its forms, then those of the query. */
export function columnsOf(pairFeatures: readonly string[]): readonly string[] {
  const pairs = pairFeatures.flatMap((name) => Object.keys(FORMS).map((form) => `${name}${form}`));
  return [...pairs, ...Object.keys(QUERY_FEATURES).map((name) => `query.${name}`)];
}
