import { allBut, foldsOf } from './folds.ts';
import { type ScoreTable, type Selection, type SelectOptions, selectSetting } from './select-level.ts';

export interface NestedOptions extends SelectOptions {
  /** How often the queries are dealt into folds. */
  readonly repeats: number;
}

export interface NestedEstimate {
  /** By query: its quality under settings that were chosen without it, mean over the repeats. */
  readonly heldOut: Float64Array;
  /** What each fold of each repeat chose. */
  readonly selections: readonly Selection[];
}

/**
 * The quality that choosing settings gives to queries that they were not chosen on: each fold is scored with what the
 * other folds choose, by a cross-validation of their own.
 *
 * Source: Varma and Simon, Bias in error estimation when using cross-validation for model selection, BMC
 * Bioinformatics 2006.
 */
export function nestedCrossValidation(table: ScoreTable, queries: number, options: NestedOptions): NestedEstimate {
  const { folds, seed, repeats } = options;
  const all = Array.from({ length: queries }, (_, place) => place);
  const heldOut = new Float64Array(queries);
  const selections: Selection[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const part of foldsOf(all, folds, seed + repeat)) {
      const selection = selectSetting(table, allBut(all, part), options);
      selections.push(selection);
      for (const query of part) heldOut[query]! += table.rows[selection.setting]![query]! / repeats;
    }
  }
  return { heldOut, selections };
}
