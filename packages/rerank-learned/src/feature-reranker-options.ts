import { type Analyzer, createAnalyzer, ENGLISH_STOP_WORDS } from '@tsr/bm25/analysis';
import { type Embedder, invalidArgument, shown } from '@tsr/core';
import { WEIGHTS_WITH_EMBEDDER, WEIGHTS_WITHOUT_EMBEDDER } from './bundled-weights.ts';
import { type FeatureWeights, weightVector } from './feature-weights.ts';
import { FUNCTION_WORDS } from './function-words.ts';

export interface FeatureRerankerOptions {
  /** Gives the feature `cosine`. That of the first stage will do, and a cache around it helps. @default none */
  readonly embedder?: Embedder | undefined;
  /** Makes terms of queries and passages. @default English, without question words: `createAnalyzer({ stopWords })` */
  readonly analyzer?: Analyzer | undefined;
  /** @default the bundled ones: see `CARD.md` for how they were fitted */
  readonly weights?: FeatureWeights | undefined;
  /** Of the reranker, in evidence and errors. @default 'features' */
  readonly name?: string | undefined;
}

export interface CheckedFeatureOptions {
  readonly embedder: Embedder | undefined;
  readonly analyzer: Analyzer;
  /** In the order of the features' names. */
  readonly weights: readonly number[];
  readonly name: string;
}

export function checkFeatureOptions(options: FeatureRerankerOptions): CheckedFeatureOptions {
  const { embedder, analyzer = englishAnalyzer(), name = 'features' } = options;
  if (typeof name !== 'string' || name === '') {
    throw invalidArgument(`features: name is ${shown(name)}; pass a string that is not empty`);
  }
  if (typeof analyzer?.terms !== 'function' || typeof analyzer.tokens !== 'function') {
    throw invalidArgument(`${name}: analyzer is ${shown(analyzer)}; pass createAnalyzer() or an object like it`);
  }
  if (embedder !== undefined && typeof embedder?.embedDocuments !== 'function') {
    throw invalidArgument(`${name}: embedder is ${shown(embedder)}; pass an Embedder, or leave it out`);
  }
  const { weights = embedder ? WEIGHTS_WITH_EMBEDDER : WEIGHTS_WITHOUT_EMBEDDER } = options;
  return { embedder, analyzer, weights: weightVector(name, weights), name };
}

function englishAnalyzer(): Analyzer {
  return createAnalyzer({ stopWords: [...ENGLISH_STOP_WORDS, ...FUNCTION_WORDS] });
}
