import { outOfRange } from '@tsr/core';
import { linearContributions, scoreLinear } from '../linear/linear-model.ts';
import { type Contributions, contributions } from '../trees/contributions.ts';
import { createTreeEnsemble, predict } from '../trees/tree-ensemble.ts';
import { checkRankerJson } from './check-ranker-json.ts';
import type { RankerDescription, RankerJson } from './ranker-json.ts';

/** A learned ranker that was read from its JSON. */
export interface Ranker extends RankerDescription {
  readonly kind: 'trees' | 'linear';
  readonly firstStageWeight: number;
  /**
   * The score of each row; higher is better.
   *
   * @param rows Row-major, one value a column of the feature set; NaN where one is missing.
   * @throws RangeError `TSR_INVALID_ARGUMENT` if these are not whole rows.
   */
  score(rows: Float32Array): Float64Array;
  /** What each column adds to the score of one row. */
  contributions(row: Float32Array): Contributions;
}

/**
 * Reads a ranker. Nothing of the JSON is trusted: structure, sizes, finite numbers, and that each walk of a tree ends
 * are checked first.
 *
 * @param json What `JSON.parse` made of the file.
 * @throws TsrError `TSR_CORRUPT_FILE`, with the place and the reason.
 * @example
 * const ranker = readRanker(JSON.parse(await readFile('ranker.json', 'utf8')));
 */
export function readRanker(json: unknown): Ranker {
  const checked = checkRankerJson(json);
  const { featureSet, trainingData, validation, firstStageWeight = 0, calibration } = checked;
  const described = { featureSet, trainingData, validation, firstStageWeight, ...(calibration && { calibration }) };
  return { ...described, ...scorerOf(checked) };
}

function scorerOf(json: RankerJson): Pick<Ranker, 'kind' | 'score' | 'contributions'> {
  const columns = json.featureSet.columns.length;
  if ('trees' in json) {
    const ensemble = createTreeEnsemble(columns, json.trees);
    return {
      kind: 'trees',
      score: (rows) => predict(ensemble, rows, columns),
      contributions: (row) => contributions(ensemble, row),
    };
  }
  return {
    kind: 'linear',
    score: (rows) => scoreLinear(json, checkWidth('score', rows, columns, rows.length % columns === 0)),
    contributions: (row) =>
      linearContributions(json, checkWidth('contributions', row, columns, row.length === columns)),
  };
}

function checkWidth(subject: string, rows: Float32Array, columns: number, isRight: boolean): Float32Array {
  if (rows instanceof Float32Array && isRight) return rows;
  throw outOfRange(`${subject}: rows has ${rows.length} values; pass a Float32Array of ${columns} values a row`);
}
