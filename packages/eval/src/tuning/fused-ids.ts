import { compareIds } from '@tsr/core';
import { type FusionMethod, fusedTotals, type RankedList } from '@tsr/fusion';
import type { FusionSetting } from './fusion-setting.ts';
import { cutList, type KeptQuery } from './kept-legs.ts';

/** The best `topK` ids of a query under a setting whose method is given. */
export function fusedIds(
  query: KeptQuery,
  setting: FusionSetting,
  method: FusionMethod,
  topK: number,
  cut: (list: RankedList, depth: number) => RankedList = cutList,
): readonly string[] {
  const on = Object.entries(setting.weights).filter(([, weight]) => weight > 0);
  const lists = on.map(([leg]) => cut(listOf(query, leg, setting.variants?.[leg]), setting.legDepth));
  const weights = on.map(([, weight]) => weight);
  const totals = fusedTotals(method, lists, weights, query.ids.length);
  const minLegs = method.minLegs ?? 1;
  const found = foundBy(lists, query.ids.length);
  return bestNumbers(totals, topK, query.ids, (number) => found[number]! >= minLegs).map(
    (number) => query.ids[number]!,
  );
}

function listOf({ lists }: KeptQuery, leg: string, variant: string | undefined): RankedList {
  const variants = lists.get(leg);
  const list = variant === undefined ? variants?.values().next().value : variants?.get(variant);
  return list ?? { name: leg, documents: [], scores: [] };
}

/** By document: how many of the lists have it. */
function foundBy(lists: readonly RankedList[], pool: number): Uint8Array {
  const counts = new Uint8Array(pool);
  for (const { documents } of lists) for (const number of documents) counts[number]!++;
  return counts;
}

/** Numbers of the highest totals, in order of rank; of equal totals, by id. */
function bestNumbers(
  totals: Float64Array,
  topK: number,
  ids: readonly string[],
  wanted: (number: number) => boolean,
): readonly number[] {
  const compare = (a: number, b: number): number => totals[b]! - totals[a]! || compareIds(ids[a]!, ids[b]!);
  if (topK >= totals.length)
    return ids
      .map((_, number) => number)
      .filter(wanted)
      .sort(compare);
  const before = (a: number, b: number): boolean => compare(a, b) < 0;
  const best: number[] = [];
  for (let number = 0; number < totals.length; number++) {
    if (best.length === topK && !before(number, best[topK - 1]!)) continue;
    if (!wanted(number)) continue;
    let at = best.length;
    while (at > 0 && before(number, best[at - 1]!)) at--;
    best.splice(at, 0, number);
    if (best.length > topK) best.pop();
  }
  return best;
}
