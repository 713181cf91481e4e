import type { FusionMethod } from '../fusion-method.ts';
import type { Normalisation } from '../normalisations/normalisation.ts';
import { bordaCountMethod } from './borda-count.ts';
import { combAnzMethod } from './comb-anz.ts';
import { combGmnzMethod } from './comb-gmnz.ts';
import { combMaxMethod } from './comb-max.ts';
import { combMedMethod } from './comb-med.ts';
import { combMinMethod } from './comb-min.ts';
import { combMnzMethod } from './comb-mnz.ts';
import { combSumMethod } from './comb-sum.ts';
import { convexCombinationMethod } from './convex-combination.ts';
import { distributionBasedScoreFusionMethod } from './distribution-based-score-fusion.ts';
import {
  inverseSquareRankMethod,
  logInverseSquareRankMethod,
  logNInverseSquareRankMethod,
} from './inverse-square-rank.ts';
import { rankBiasedCentroidsMethod } from './rank-biased-centroids.ts';
import { reciprocalRankFusionMethod } from './reciprocal-rank-fusion.ts';
import { weightedSumMethod } from './weighted-sum.ts';

export type FusionName =
  | 'convexCombination'
  | 'weightedSum'
  | 'combSum'
  | 'combMnz'
  | 'combGmnz'
  | 'combAnz'
  | 'combMax'
  | 'combMed'
  | 'combMin'
  | 'distributionBasedScoreFusion'
  | 'reciprocalRankFusion'
  | 'inverseSquareRank'
  | 'logInverseSquareRank'
  | 'logNInverseSquareRank'
  | 'rankBiasedCentroids'
  | 'bordaCount';

/** Every option that a method may have. */
export interface MethodOptions {
  readonly normalise?: Normalisation | undefined;
  readonly missing?: 'zero' | 'minimum' | undefined;
  readonly minLegs?: number | undefined;
  readonly k?: number | undefined;
  readonly gamma?: number | undefined;
  readonly sigma?: number | undefined;
  readonly phi?: number | undefined;
}

interface NamedMethod {
  readonly make: (options: MethodOptions) => FusionMethod;
  /** Names of its options in settings. */
  readonly has: readonly string[];
}

const SCORES: readonly string[] = ['normalise', 'minimum', 'missing', 'minLegs'];
const RANKS: readonly string[] = ['missing', 'minLegs'];

/** Each method, and the options that it has. */
export const METHODS: Readonly<Record<FusionName, NamedMethod>> = {
  convexCombination: { make: convexCombinationMethod, has: SCORES },
  weightedSum: { make: weightedSumMethod, has: SCORES },
  combSum: { make: combSumMethod, has: SCORES },
  combMnz: { make: combMnzMethod, has: SCORES },
  combGmnz: { make: combGmnzMethod, has: [...SCORES, 'gamma'] },
  combAnz: { make: combAnzMethod, has: SCORES },
  combMax: { make: combMaxMethod, has: SCORES },
  combMed: { make: combMedMethod, has: SCORES },
  combMin: { make: combMinMethod, has: SCORES },
  distributionBasedScoreFusion: { make: distributionBasedScoreFusionMethod, has: RANKS },
  reciprocalRankFusion: { make: reciprocalRankFusionMethod, has: [...RANKS, 'k'] },
  inverseSquareRank: { make: inverseSquareRankMethod, has: RANKS },
  logInverseSquareRank: { make: logInverseSquareRankMethod, has: RANKS },
  logNInverseSquareRank: { make: logNInverseSquareRankMethod, has: [...RANKS, 'sigma'] },
  rankBiasedCentroids: { make: rankBiasedCentroidsMethod, has: [...RANKS, 'phi'] },
  bordaCount: { make: bordaCountMethod, has: ['minLegs'] },
};
