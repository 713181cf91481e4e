import type { Calibration } from '../calibration/calibration.ts';
import type { LinearModel } from '../linear/linear-model.ts';
import type { Tree } from '../trees/tree.ts';

export const RANKER_FORMAT = 'tsr-ranker';
export const RANKER_VERSION = 1;

/** Which values make up a row, in order. */
export interface FeatureSet {
  readonly name: string;
  readonly version: string | number;
  /** One name a column, each once. */
  readonly columns: readonly string[];
}

/** What a ranker is, beside how it scores. */
export interface RankerDescription {
  readonly featureSet: FeatureSet;
  /** What it was trained on. */
  readonly trainingData: { readonly hash: string; readonly description: string };
  /** Measures by name, such as `{ 'SciFact test nDCG@10': 0.73 }`. */
  readonly validation: Readonly<Record<string, number>>;
  /** Weight of the first stage beside the ranker, at least 0. @default 0 */
  readonly firstStageWeight?: number | undefined;
  readonly calibration?: Calibration | undefined;
}

/** What is scored with: the sum of trees, or a weighted sum. */
export type RankerModel = { readonly trees: readonly Tree[] } | LinearModel;

/** The file of a ranker. */
export type RankerJson = { readonly format: typeof RANKER_FORMAT; readonly version: number } & RankerDescription &
  RankerModel;

/**
 * The text of a ranker's file, which `readRanker` takes once it is parsed: JSON with one field a line and, among
 * them, one tree a line.
 */
export function writeRanker(ranker: RankerDescription & RankerModel): string {
  const { featureSet, trainingData, validation, firstStageWeight = 0, calibration } = ranker;
  const model = 'trees' in ranker ? { trees: ranker.trees } : { weights: ranker.weights, means: ranker.means };
  const head = {
    format: RANKER_FORMAT,
    version: RANKER_VERSION,
    featureSet,
    trainingData,
    validation,
    firstStageWeight,
  };
  const fields = Object.entries({ ...head, ...(calibration && { calibration }), ...model });
  return `{\n${fields.map(([name, value]) => `${JSON.stringify(name)}: ${fieldText(name, value)}`).join(',\n')}\n}\n`;
}

function fieldText(name: string, value: unknown): string {
  if (name !== 'trees') return JSON.stringify(value);
  return `[\n${(value as readonly Tree[]).map((tree) => JSON.stringify(tree)).join(',\n')}\n]`;
}
