// Made by scripts/fit-weights.ts; do not edit. Fitted on the 809 training queries of SciFact (Wadden et al., EMNLP 2020):
// claims CC BY 4.0, abstracts ODC-By. Numbers only, no text of it is here. CARD.md says how, and what was measured.
import type { FeatureWeights } from './feature-weights.ts';

/** The default with an embedder. */
export const WEIGHTS_WITH_EMBEDDER: FeatureWeights = {
  firstStage: 0.35,
  reciprocalRank: 0.029,
  cosine: 0.125,
  coverage: 0.045,
  matched: 0.005,
  rarest: 0.088,
  titleCoverage: 0.074,
  frequency: 0.051,
  bestWindow: 0.045,
  bigrams: 0.03,
  proximity: 0.05,
  phrase: 0.004,
  tightness: 0.003,
  earliness: 0.035,
  density: 0.037,
  length: -0.028,
};

/** The default without an embedder. */
export const WEIGHTS_WITHOUT_EMBEDDER: FeatureWeights = {
  firstStage: 0.35,
  reciprocalRank: 0.036,
  coverage: 0.046,
  matched: 0.011,
  rarest: 0.086,
  titleCoverage: 0.09,
  frequency: 0.061,
  bestWindow: 0.049,
  bigrams: 0.038,
  proximity: 0.059,
  phrase: 0.006,
  tightness: 0.03,
  earliness: 0.052,
  density: 0.082,
  length: -0.004,
};
