import { invalidArgument, outOfRange, type Ranking, shown } from '@tsr/core';
import { fitPlatt } from './calibration/fit-platt.ts';
import { createFeatureExtractor, type FeatureExtractor, type FeatureOptions } from './feature-extractor.ts';
import type { RankerDescription, RankerModel } from './ranker/ranker-json.ts';
import { joinLists, type RankingList, splitLists } from './ranking-lists.ts';
import type { LambdaMartOptions } from './trees/lambda-mart-options.ts';
import type { RankingData } from './trees/ranking-data.ts';
import { trainLambdaMart } from './trees/train-lambda-mart.ts';
import { predict } from './trees/tree-ensemble.ts';

/** A query, what a first stage found for it, and which of it is relevant. */
export interface JudgedList {
  readonly query: string;
  readonly candidates: Ranking;
  /** Labels by document id, 0 where there is none; a label `l` gains `2 ** l - 1`. */
  readonly relevance: ReadonlyMap<string, number>;
  /** How much the query counts. @default 1 */
  readonly weight?: number | undefined;
  /** Learn from the texts alone, as for `rerankTexts`. @default false */
  readonly unranked?: boolean | undefined;
}

export interface TrainRankerOptions extends FeatureOptions, Omit<LambdaMartOptions, 'validation'> {
  /**
   * What the first stage's score, between the lowest (0) and the highest (1) of a list, adds to the trees' sum: keeps the
   * ranker near the first stage on texts unlike those that it was trained on. Trees spread over 2 to 4. @default 1
   */
  readonly firstStageWeight?: number | undefined;
  /** Share of the queries that is kept from training, to stop it and to calibrate scores. @default 0.2 */
  readonly validationShare?: number | undefined;
  /** Of the training data; kept in the ranker. @default '' */
  readonly description?: string | undefined;
}

/**
 * Trains a ranker on your own judgments: seconds for a thousand queries. The same lists and options give the same ranker.
 *
 * Queries in which nothing, or everything, is relevant teach nothing and are passed over; at least two others are needed.
 * Scores are calibrated on the queries that were kept back (Platt, 1999).
 *
 * @example
 * const file = writeRanker(await trainRanker(lists, { description: 'clicks of May' }));
 * const reranker = await createLearnedReranker({ ranker: readRanker(JSON.parse(file)) });
 *
 * @throws `TypeError` or `RangeError`, `TSR_INVALID_ARGUMENT`.
 */
export async function trainRanker(
  lists: Iterable<JudgedList> | AsyncIterable<JudgedList>,
  options: TrainRankerOptions = {},
): Promise<RankerDescription & RankerModel> {
  const { firstStageWeight = 1, validationShare = 0.2, description = '' } = options;
  checkShare(validationShare);
  const extractor = await createFeatureExtractor(options, 'trainRanker');
  const { columns } = extractor.featureSet;
  const split = splitLists(await extracted(lists, extractor, options.signal), validationShare);
  const training = joinLists(split.training, columns.length);
  const validation = joinLists(split.validation, columns.length);
  const { ensemble, validation: history } = await trainLambdaMart(training, {
    ...DEFAULTS,
    ...given(options),
    validation,
  });
  const shares = split.validation.flatMap((list) => list.shares);
  const trees = predict(ensemble, validation.rows, columns.length);
  const scores = trees.map((score, row) => score + firstStageWeight * (shares[row] as number));
  return {
    featureSet: extractor.featureSet,
    trainingData: { hash: await hashOf(training), description },
    validation: { 'nDCG@10': Math.max(...history) },
    firstStageWeight,
    calibration: fitPlatt(scores, validation.labels),
    trees: ensemble.trees,
  };
}

/** What suits some thousand lists of a hundred candidates. */
const DEFAULTS: LambdaMartOptions = { rounds: 250, minLeaf: 50, l2: 5, featureFraction: 0.5, baggingFraction: 0.8 };

/** The options without those that are there and undefined: they stand for the defaults. */
function given(options: TrainRankerOptions): Partial<TrainRankerOptions> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** Features of the lists that have something to teach. */
async function extracted(
  lists: Iterable<JudgedList> | AsyncIterable<JudgedList>,
  extractor: FeatureExtractor,
  signal: AbortSignal | undefined,
): Promise<readonly RankingList[]> {
  const kept: RankingList[] = [];
  for await (const list of lists) {
    const { query, candidates, unranked, weight = 1 } = list;
    const labels = labelsOf(list, kept.length);
    if (new Set(labels).size < 2) continue;
    kept.push({ ...(await extractor.extract(query, candidates, { unranked, signal })), query, labels, weight });
  }
  return kept;
}

function labelsOf({ query, candidates, relevance }: JudgedList, index: number): readonly number[] {
  if (typeof query !== 'string' || !Array.isArray(candidates) || !(relevance instanceof Map)) {
    throw invalidArgument(`trainRanker: list ${index} is no judged list; pass { query, candidates, relevance: Map }`);
  }
  return (candidates as Ranking).map(({ document }) => relevance.get(document.id) ?? 0);
}

function checkShare(share: number): void {
  if (share > 0 && share < 1) return;
  throw outOfRange(`trainRanker: validationShare is ${shown(share)}; pass a share above 0 and below 1`);
}

/** SHA-256 of rows and labels, in hex. */
async function hashOf({ rows, labels }: RankingData): Promise<string> {
  const bytes = new Uint8Array(rows.byteLength + 8 * labels.length);
  bytes.set(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength));
  bytes.set(new Uint8Array(Float64Array.from(labels).buffer), rows.byteLength);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
