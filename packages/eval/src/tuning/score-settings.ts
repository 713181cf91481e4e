import { createTurns } from '@tsr/core';
import { type FusionMethod, fusionMethodOf, type RankedList } from '@tsr/fusion';
import type { Measure } from '../measures/measure.ts';
import { fusedIds } from './fused-ids.ts';
import type { FusionSetting } from './fusion-setting.ts';
import { cutList, type KeptQuery, rememberingPoints } from './kept-legs.ts';

export interface ScoreSettingsOptions {
  readonly measure: Measure;
  /** How many results the measure sees. */
  readonly topK: number;
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The measure of each setting for each query. Gives up the thread in between. */
export async function scoreSettings(
  settings: readonly FusionSetting[],
  queries: readonly KeptQuery[],
  { measure, topK, onProgress, signal }: ScoreSettingsOptions,
): Promise<readonly Float64Array[]> {
  const turns = createTurns({ signal });
  const methodOf = methods();
  const cut = cutLists();
  const rows: Float64Array[] = [];
  for (const setting of settings) {
    const method = methodOf(setting);
    const row = new Float64Array(queries.length);
    for (const [place, query] of queries.entries()) {
      row[place] = measure.score(fusedIds(query, setting, method, topK, cut), query.judgments);
    }
    rows.push(row);
    onProgress?.(rows.length, settings.length);
    if (turns.due()) await turns.give();
  }
  return rows;
}

/** One method for all settings that differ in weights alone: it remembers the points of each list. */
function methods(): (setting: FusionSetting) => FusionMethod {
  const known = new Map<string, FusionMethod>();
  return ({ fusion }) => {
    const key = JSON.stringify(fusion);
    const method = known.get(key) ?? rememberingPoints(fusionMethodOf(fusion));
    known.set(key, method);
    return method;
  };
}

/** Lists cut once for each depth, so that their points are remembered. */
function cutLists(): (list: RankedList, depth: number) => RankedList {
  const known = new WeakMap<RankedList, Map<number, RankedList>>();
  return (list, depth) => {
    const cuts = known.get(list) ?? new Map<number, RankedList>();
    known.set(list, cuts);
    const cut = cuts.get(depth) ?? cutList(list, depth);
    cuts.set(depth, cut);
    return cut;
  };
}
