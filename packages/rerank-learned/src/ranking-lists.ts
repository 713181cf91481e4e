import { outOfRange } from '@tsr/core';
import type { RankingData } from './trees/ranking-data.ts';

/** The candidates of one query: features, labels, and the first stage's shares. */
export interface RankingList {
  readonly query: string;
  readonly rows: Float32Array;
  readonly labels: readonly number[];
  readonly shares: readonly number[];
  readonly weight: number;
}

/** Queries apart by their text alone: the same query never stands on both sides, whatever else is trained on. */
export function splitLists(
  lists: readonly RankingList[],
  share: number,
): { readonly training: readonly RankingList[]; readonly validation: readonly RankingList[] } {
  const isHeld = ({ query }: RankingList): boolean => hashOf(query) / 2 ** 32 < share;
  const [training, validation] = [lists.filter((list) => !isHeld(list)), lists.filter(isHeld)];
  if (training.length > 0 && validation.length > 0) return { training, validation };
  throw outOfRange(
    `trainRanker: of ${lists.length} queries with relevant and other candidates ${training.length} are left to train on ` +
      `and ${validation.length} to validate with; pass more judged queries`,
  );
}

/** The lists as one matrix. */
export function joinLists(lists: readonly RankingList[], columns: number): RankingData {
  const rows = new Float32Array(lists.reduce((sum, list) => sum + list.rows.length, 0));
  let at = 0;
  for (const list of lists) {
    rows.set(list.rows, at);
    at += list.rows.length;
  }
  return {
    columns,
    rows,
    labels: lists.flatMap(({ labels }) => labels),
    groups: lists.map(({ labels }) => labels.length),
    weights: lists.map(({ weight }) => weight),
  };
}

/** FNV-1a (Fowler, Noll and Vo) over UTF-16 code units, mixed once more so that its high bits are even. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  return (hash ^ (hash >>> 15)) >>> 0;
}
