import { compareIds } from '@tsr/core';
import { bestFirst, type FusionMethod, fusedTotals, type RankedList } from '@tsr/fusion';
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
  const { totals, counts } = fusedTotals(method, lists, weights, query.ids.length);
  const minLegs = method.minLegs ?? 1;
  const best = bestNumbers(totals, topK, query.ids, (number) => counts[number]! >= minLegs);
  return best.map((number) => query.ids[number]!);
}

function listOf({ lists }: KeptQuery, leg: string, variant: string | undefined): RankedList {
  const variants = lists.get(leg);
  const list = variant === undefined ? variants?.values().next().value : variants?.get(variant);
  return list ?? { name: leg, documents: [], scores: [] };
}

/** Numbers of the highest totals, in order of rank; of equal totals, by id. */
function bestNumbers(
  totals: Float64Array,
  topK: number,
  ids: readonly string[],
  wanted: (number: number) => boolean,
): readonly number[] {
  if (topK >= totals.length) return bestFirst(totals, ids).filter(wanted);
  const before = (a: number, b: number): boolean =>
    totals[a]! > totals[b]! || (totals[a] === totals[b] && compareIds(ids[a]!, ids[b]!) < 0);
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
