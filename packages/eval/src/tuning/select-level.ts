import { allBut, foldsOf } from './folds.ts';

/** Quality of each setting for each query. */
export interface ScoreTable {
  /** By setting, then by query. */
  readonly rows: readonly Float64Array[];
  /**
   * How free the choice is: places of settings, from the least free level to the freest, each holding those of the
   * one before. The first holds the default alone.
   */
  readonly levels: readonly (readonly number[])[];
}

export interface SelectOptions {
  readonly folds: number;
  readonly seed: number;
  /** How many standard errors a freer level has to be better by. */
  readonly caution: number;
}

export interface Selection {
  /** Place of the setting. */
  readonly setting: number;
  /** Place of the level it was chosen from. */
  readonly level: number;
}

/** The best setting of a level for the queries; of equal ones, the first. */
export function bestSetting({ rows, levels }: ScoreTable, level: number, queries: readonly number[]): number {
  let best = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (const setting of levels[level]!) {
    const quality = meanOf(rows[setting]!, queries);
    if (quality <= most) continue;
    best = setting;
    most = quality;
  }
  return best;
}

/**
 * A setting chosen on some queries for others. How freely it is chosen is chosen as well, by cross-validation within
 * the same queries: a freer level counts only where, for queries that it was not chosen on, it is better than the level
 * before by `caution` standard errors of the difference. With few queries, that keeps the default.
 */
export function selectSetting(table: ScoreTable, queries: readonly number[], options: SelectOptions): Selection {
  let chosen = 0;
  let held = heldOut(table, 0, queries, options);
  for (let level = 1; level < table.levels.length; level++) {
    const freer = heldOut(table, level, queries, options);
    const { mean, error } = meanAndError(freer.map((value, index) => value - held[index]!));
    if (mean <= 0 || mean < options.caution * error) continue;
    chosen = level;
    held = freer;
  }
  return { setting: bestSetting(table, chosen, queries), level: chosen };
}

/** The quality of each query under the best setting of the level for queries of other folds. */
function heldOut(
  table: ScoreTable,
  level: number,
  queries: readonly number[],
  { folds, seed }: SelectOptions,
): readonly number[] {
  const values = new Map<number, number>();
  for (const part of foldsOf(queries, folds, seed)) {
    const others = allBut(queries, part);
    const setting = bestSetting(table, level, others.length > 0 ? others : part);
    for (const query of part) values.set(query, table.rows[setting]![query]!);
  }
  return queries.map((query) => values.get(query)!);
}

export function meanOf(row: ArrayLike<number>, queries: readonly number[]): number {
  let sum = 0;
  for (const query of queries) sum += row[query]!;
  return sum / queries.length;
}

function meanAndError(differences: readonly number[]): { readonly mean: number; readonly error: number } {
  const n = differences.length;
  const mean = differences.reduce((sum, value) => sum + value, 0) / n;
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: n > 1 ? Math.sqrt(squares / (n - 1) / n) : Number.POSITIVE_INFINITY };
}
