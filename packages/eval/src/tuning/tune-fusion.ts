import { outOfRange, shown } from '@tsr/core';
import type { Qrels } from '../evaluate.ts';
import { checkPositive } from '../map-many.ts';
import type { Measure } from '../measures/measure.ts';
import { ndcgAt } from '../measures/ndcg.ts';
import type { FusionSetting } from './fusion-setting.ts';
import { type FusionSpaceOptions, fusionSpace, settingKey } from './fusion-space.ts';
import { keptQueries, type Legs } from './kept-legs.ts';
import { type NestedOptions, nestedCrossValidation } from './nested-cross-validation.ts';
import { scoreSettings } from './score-settings.ts';
import { meanOf, type ScoreTable, type Selection, selectSetting } from './select-level.ts';
import type { TuneReport } from './tune-report.ts';
import { weightCurves } from './weight-curves.ts';

export interface TuneFusionOptions {
  /** What each leg found for each query, as deep as it was searched. */
  readonly legs: Legs;
  readonly qrels: Qrels;
  /** What is in use now. */
  readonly current: FusionSetting;
  /** @default ndcgAt(10) */
  readonly measure?: Measure | undefined;
  /**
   * How many results of the fusion the measure sees: at least its cutoff; fewer are faster.
   * @default 10 for the default measure; all for another
   */
  readonly topK?: number | undefined;
  /** What is tried. @default every default fusion with every weighting */
  readonly space?: Omit<FusionSpaceOptions, 'current' | 'variants'> | undefined;
  /** @default 5 */
  readonly folds?: number | undefined;
  /** How often the queries are dealt into folds. @default 5 */
  readonly repeats?: number | undefined;
  /** How many standard errors a freer choice has to be better by, on queries it was not made on. @default 1 */
  readonly caution?: number | undefined;
  /** @default 1 */
  readonly seed?: number | undefined;
  /** Called after each setting. */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Tunes how legs are fused on judged queries: scores every setting once over the kept rankings, then chooses by nested
 * cross-validation, so that the figure it reports is for queries that the choice has not seen. What is in use stays,
 * unless something is better by more than chance: with few queries, nothing is.
 *
 * @throws TypeError or RangeError (`TSR_INVALID_ARGUMENT`) for rankings and judgments without a common query, and for
 * options that are none.
 */
export async function tuneFusion(options: TuneFusionOptions): Promise<TuneReport> {
  const { legs, qrels, current, measure = ndcgAt(10), onProgress, signal } = options;
  const { topK = options.measure ? Number.MAX_SAFE_INTEGER : 10 } = options;
  const nested = checkedNested(options);
  const queries = keptQueries(legs, qrels);
  const { levels } = fusionSpace({ ...options.space, current, variants: variantNames(legs) });
  const settings = levels.at(-1)!;
  const rows = await scoreSettings(settings, queries, {
    measure,
    topK: checkPositive('topK', topK),
    onProgress,
    signal,
  });
  const places = new Map(settings.map((setting, place) => [setting, place]));
  const table: ScoreTable = { rows, levels: levels.map((level) => level.map((setting) => places.get(setting)!)) };
  const { heldOut, selections } = nestedCrossValidation(table, queries.length, nested);
  const all = queries.map((_, place) => place);
  const chosen = selectSetting(table, all, nested);
  const best = settings[chosen.setting]!;
  const currentRow = rows[table.levels[0]![0]!]!;
  return {
    measure: measure.name,
    queries: queries.length,
    settings: settings.length,
    best,
    level: chosen.level as TuneReport['level'],
    current,
    currentMean: meanOf(currentRow, all),
    heldOutMean: meanOf(heldOut, all),
    fittedMean: meanOf(rows[chosen.setting]!, all),
    perQuery: queries.map(({ id }, place) => ({ id, current: currentRow[place]!, heldOut: heldOut[place]! })),
    choices: choicesOf(selections, settings),
    weightCurves: weightCurves(
      [current, best],
      settings.map((setting, place) => ({ setting, mean: meanOf(rows[place]!, all) })),
    ),
  };
}

function checkedNested({ folds = 5, repeats = 5, seed = 1, caution = 1 }: TuneFusionOptions): NestedOptions {
  if (checkPositive('folds', folds) < 2) throw outOfRange('eval: folds is 1; pass at least 2');
  if (!(caution >= 0)) throw outOfRange(`eval: caution is ${shown(caution)}; pass standard errors: at least 0`);
  return { folds, repeats: checkPositive('repeats', repeats), seed, caution };
}

function variantNames(legs: Legs): Readonly<Record<string, readonly string[]>> {
  const several = Object.entries(legs).filter(([, given]) => !(given instanceof Map));
  return Object.fromEntries(several.map(([leg, given]) => [leg, Object.keys(given)]));
}

function choicesOf(selections: readonly Selection[], settings: readonly FusionSetting[]): TuneReport['choices'] {
  const folds = new Map<string, { readonly setting: FusionSetting; folds: number }>();
  for (const { setting: place } of selections) {
    const setting = settings[place]!;
    const known = folds.get(settingKey(setting)) ?? { setting, folds: 0 };
    known.folds++;
    folds.set(settingKey(setting), known);
  }
  return [...folds.values()].sort((a, b) => b.folds - a.folds);
}
