import { createTurns, invalidArgument, outOfRange, seededRandom, type Turns } from '@tsr/core';
import { binColumns } from './bin-columns.ts';
import { type GrownTree, growTree, type TreeSource } from './grow-tree.ts';
import { histogramLayout } from './histograms.ts';
import { createLambdaGradients, type LambdaGradients, updateGradients } from './lambda-gradients.ts';
import {
  type CheckedLambdaMartOptions,
  checkLambdaMartOptions,
  type LambdaMartOptions,
} from './lambda-mart-options.ts';
import { checkFinite, checkRankingData, checkSomethingToLearn, type RankingData } from './ranking-data.ts';
import { sampleOf } from './sample-of.ts';
import { addScores, createTreeEnsemble, type TreeEnsemble } from './tree-ensemble.ts';
import { createValidation, type Validation } from './validation.ts';

export interface LambdaMart {
  /** Up to the round with the best validation, where there is one. */
  readonly ensemble: TreeEnsemble;
  /** nDCG@10 of the validation data after each round that was run; empty without such data. */
  readonly validation: readonly number[];
  /** How much the splits of each column took off the loss, over all trees of the ensemble. */
  readonly gains: readonly number[];
}

const SUBJECT = 'trainLambdaMart';

/**
 * Trains a tree ranker: gradient boosting of regression trees on the gradients of LambdaRank (Burges, "From RankNet to
 * LambdaRank to LambdaMART: An Overview", MSR-TR-2010-82), with histograms and leaf-wise growth as LightGBM has them.
 * Works in slices, so that the event loop goes on. The same data, options and seed give the same trees.
 *
 * @throws TypeError or RangeError `TSR_INVALID_ARGUMENT`, also where there is nothing to learn: no query with rows of
 *   different labels, no column with different values, or no split that leaves `minLeaf` rows on both sides.
 */
export async function trainLambdaMart(training: RankingData, options: LambdaMartOptions = {}): Promise<LambdaMart> {
  const checked = checkLambdaMartOptions(SUBJECT, options);
  const turns = createTurns({ signal: checked.signal });
  checked.signal?.throwIfAborted();
  await checkData(training, checked.validation, turns);
  const boosting = await createBoosting(training, checked, turns);
  const validation = checked.validation && createValidation(checked.validation, checked.earlyStopping);
  await boost(boosting, checked, validation, turns);
  const grown = boosting.grown.slice(0, validation?.best().trees);
  if (grown.length === 0) throw nothingSplit(checked);
  const ensemble = createTreeEnsemble(
    training.columns,
    grown.map(({ tree }) => tree),
  );
  return { ensemble, validation: validation?.history ?? [], gains: gainsOf(training.columns, grown) };
}

async function checkData(training: RankingData, validation: RankingData | undefined, turns: Turns): Promise<void> {
  const subject = `${SUBJECT}: training`;
  checkRankingData(subject, training);
  checkSomethingToLearn(subject, training);
  await checkFinite(subject, training, turns);
  if (validation === undefined) return;
  checkValidation(`${SUBJECT}: validation`, validation, training.columns);
  await checkFinite(`${SUBJECT}: validation`, validation, turns);
}

function checkValidation(subject: string, validation: RankingData, columns: number): void {
  checkRankingData(subject, validation);
  checkSomethingToLearn(subject, validation);
  if (validation.columns === columns) return;
  throw outOfRange(`${subject}.columns is ${validation.columns}, training has ${columns}; pass the same features`);
}

interface Boosting {
  readonly training: RankingData;
  readonly scores: Float64Array;
  readonly lambdas: LambdaGradients;
  readonly source: TreeSource;
  readonly usable: Int32Array;
  readonly grown: GrownTree[];
}

async function createBoosting(
  training: RankingData,
  options: CheckedLambdaMartOptions,
  turns: Turns,
): Promise<Boosting> {
  const binned = await binColumns(training, options.bins, turns);
  if (binned.usable.length === 0) {
    throw invalidArgument(`${SUBJECT}: training.rows has one value a column in all rows; pass features that differ`);
  }
  const layout = histogramLayout(binned);
  const lambdas = createLambdaGradients(training, options.truncation);
  const { rowCount, usable } = binned;
  const source: TreeSource = {
    binned,
    layout,
    limits: options,
    gradients: lambdas.gradients,
    hessians: lambdas.hessians,
    gathered: { gradients: new Float64Array(rowCount), hessians: new Float64Array(rowCount) },
    histograms: Array.from({ length: options.leaves }, () => new Float64Array(layout.length)),
    room: new Int32Array(rowCount),
    columns: usable,
    rows: new Int32Array(rowCount),
  };
  return { training, scores: new Float64Array(rowCount), lambdas, source, usable, grown: [] };
}

async function boost(
  boosting: Boosting,
  options: CheckedLambdaMartOptions,
  validation: Validation | undefined,
  turns: Turns,
): Promise<void> {
  const { rounds, featureFraction, baggingFraction, seed, onRound } = options;
  const random = seededRandom(seed);
  const isSampled = featureFraction < 1 || baggingFraction < 1;
  for (let round = 1; round <= rounds; round++) {
    await updateGradients(boosting.lambdas, boosting.scores, turns);
    const grown = await growTree(sampled(boosting, options, random), turns);
    // The next sample may have a split; all rows and columns would have none in the next round, either.
    if (grown.splits.length === 0 && !isSampled) return;
    if (grown.splits.length > 0) addGrown(boosting, grown, validation, baggingFraction < 1);
    const measured = validation?.measure(boosting.grown.length);
    onRound?.(measured === undefined ? { round } : { round, validation: measured });
    if (validation?.isOver()) return;
    if (turns.due()) await turns.give();
  }
}

/** The rows and columns of this round's tree. */
function sampled(boosting: Boosting, options: CheckedLambdaMartOptions, random: () => number): TreeSource {
  const { source, usable, lambdas } = boosting;
  const { featureFraction, baggingFraction } = options;
  const columns =
    featureFraction === 1 ? usable : sampleOf(usable.length, featureFraction, random).map((at) => usable[at]!);
  const { starts } = lambdas;
  let length = 0;
  for (const query of sampleOf(starts.length - 1, baggingFraction, random)) {
    for (let row = starts[query]!; row < starts[query + 1]!; row++) source.rows[length++] = row;
  }
  return { ...source, columns, rows: source.rows.subarray(0, length) };
}

function addGrown(boosting: Boosting, grown: GrownTree, validation: Validation | undefined, isBagged: boolean): void {
  const { training, scores, source } = boosting;
  boosting.grown.push(grown);
  const one = createTreeEnsemble(training.columns, [grown.tree]);
  validation?.add(one);
  if (isBagged) addScores(one, training.rows, scores);
  else addLeaves(scores, source.rows, grown);
}

function addLeaves(scores: Float64Array, rows: Int32Array, { tree, leaves }: GrownTree): void {
  for (const [leaf, { start, end }] of leaves.entries()) {
    const value = tree.value[leaf]!;
    for (let at = start; at < end; at++) scores[rows[at]!]! += value;
  }
}

function gainsOf(columns: number, grown: readonly GrownTree[]): readonly number[] {
  const gains = new Array<number>(columns).fill(0);
  for (const { splits } of grown) for (const { column, gain } of splits) gains[column]! += gain;
  return gains;
}

function nothingSplit({ minLeaf, minHessian }: CheckedLambdaMartOptions): RangeError {
  return outOfRange(
    `${SUBJECT}: no split of training.rows leaves minLeaf = ${minLeaf} rows and minHessian = ${minHessian} on both ` +
      'sides; pass more rows or lower them',
  );
}
