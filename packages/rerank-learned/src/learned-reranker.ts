import {
  type CandidateScore,
  checkSignal,
  defineReranker,
  invalidArgument,
  outOfRange,
  type Ranking,
  type Reranker,
  shown,
} from '@tsr/core';
import { BUNDLED_RANKER } from './bundled-ranker.ts';
import { probabilityOf } from './calibration/calibration.ts';
import { createCandidateDetails } from './candidate-details.ts';
import { createFeatureExtractor, type ExtractOptions, type FeatureOptions } from './feature-extractor.ts';
import { checkLearnedOptions } from './learned-options.ts';
import { type Ranker, readRanker } from './ranker/read-ranker.ts';

export interface LearnedRerankerOptions extends FeatureOptions {
  /** Of `readRanker`; `trainRanker` trains one. @default the bundled one: see `CARD.md` */
  readonly ranker?: Ranker | undefined;
  /**
   * What the first stage's score, between the lowest (0) and the highest (1) of the list, adds to the logit: more where the
   * first stage is better than that of the ranker's training. 5 suits a hybrid with a sentence encoder. Probabilities are
   * calibrated for the default. @default the ranker's own; 2.5 of the bundled one
   */
  readonly firstStageWeight?: number | undefined;
  /** Of the reranker, in evidence and errors. @default 'learned' */
  readonly name?: string | undefined;
}

/** A text and the score that it got. */
export interface ScoredText {
  /** Position in the given list. */
  readonly index: number;
  readonly score: number;
}

export interface LearnedReranker extends Reranker {
  readonly scope: 'list';
  /**
   * Orders any texts for a query, best first, whatever found them: no index, no scores, no download. Ties in the given
   * order.
   */
  rerankTexts(
    query: string,
    texts: readonly string[],
    options?: Pick<ExtractOptions, 'signal'>,
  ): Promise<readonly ScoredText[]>;
}

/**
 * A {@link Reranker} that looks at how query and passage meet (see `createFeatureExtractor`) and scores what it sees with
 * trees that were trained for it (LambdaMART). Milliseconds, no model to run, nothing to download.
 *
 * - Scope `'list'`: some features are relative to the candidates at hand. More candidates, other scores.
 * - A score is the probability that the passage is relevant, as far as the ranker's calibration goes; its logit is the sum
 *   of what each feature adds, which is in `details`: `softMean` is what was seen, `softMean.part` what it adds.
 * - A deadline cuts the candidates from the end: those that were read by then are scored, as if there were no others.
 * - Reads the first 16,384 characters of a passage and 2,048 of a query. The thread is given up about every 8 ms.
 *
 * @throws `TypeError` or `RangeError`, `TSR_INVALID_ARGUMENT`: an option is not valid, or the ranker was trained on other
 *   features.
 */
export async function createLearnedReranker(options: LearnedRerankerOptions = {}): Promise<LearnedReranker> {
  const { ranker: given = readRanker(BUNDLED_RANKER), name } = checkLearnedOptions(options);
  const ranker = { ...given, firstStageWeight: options.firstStageWeight ?? given.firstStageWeight };
  const extractor = await createFeatureExtractor(options, name);
  checkFeatureSet(name, ranker, extractor.featureSet);
  const detailsOf = createCandidateDetails(ranker);
  const width = extractor.featureSet.columns.length;

  async function scored(query: string, candidates: Ranking, call: ExtractOptions): Promise<readonly CandidateScore[]> {
    const { rows, shares, count } = await extractor.extract(query, candidates, call);
    const trees = ranker.score(rows);
    return Array.from({ length: count }, (_, index) => {
      const logit = trees[index]! + ranker.firstStageWeight * shares[index]!;
      const row = rows.subarray(index * width, (index + 1) * width);
      const details = call.unranked ? {} : detailsOf(row, shares[index]!);
      return { index, score: ranker.calibration ? probabilityOf(ranker.calibration, logit) : logit, details };
    });
  }

  const reranker = defineReranker({
    name,
    scope: 'list',
    rerank: ({ text }, candidates, { signal, deadline }) => scored(text, candidates, { signal, deadline }),
  });
  return {
    ...reranker,
    scope: 'list',
    async rerankTexts(query, texts, { signal } = {}) {
      checkTexts(name, query, texts);
      checkSignal(name, signal)?.throwIfAborted();
      const candidates = texts.map((content, index) => ({ document: { id: String(index), content }, score: 0 }));
      const scores = await scored(query, candidates, { signal, unranked: true });
      return scores
        .map(({ index, score }) => ({ index, score }))
        .sort((a, b) => b.score - a.score || a.index - b.index);
    },
  };
}

function checkFeatureSet(name: string, { featureSet }: Ranker, own: Ranker['featureSet']): void {
  const same = featureSet.version === own.version && featureSet.columns.join() === own.columns.join();
  if (same) return;
  const theirs = `${featureSet.name} ${featureSet.version} with ${featureSet.columns.length} columns`;
  throw outOfRange(
    `${name}: the ranker was trained on ${theirs}, here are ${own.name} ${own.version} with ${own.columns.length}; ` +
      'pass the customFeatures that it was trained with, or train it again',
  );
}

function checkTexts(name: string, query: unknown, texts: unknown): void {
  if (typeof query !== 'string') throw invalidArgument(`${name}: query is ${shown(query)}; pass a string`);
  if (!Array.isArray(texts)) throw invalidArgument(`${name}: texts is ${shown(texts)}; pass an array of strings`);
  const fault = texts.findIndex((text) => typeof text !== 'string');
  if (fault >= 0) throw invalidArgument(`${name}: text ${fault} is ${shown(texts[fault])}; pass strings`);
}
