import type { Judgments } from '../measures/measure.ts';
import type { FinalOrder, SearchRecord } from '../records/search-record.ts';

/**
 * Where a relevant document was lost:
 * - `missed by the legs`: no leg found it, however deep it was searched;
 * - `cut by N`: every leg that found it had it below rank N, and so it was not among the N candidates;
 * - `lost in fusion`: a leg had it within its best N, and the fusion put others before it;
 * - `below threshold`: it was a candidate, and no result at all: its score was too low for `minScore`;
 * - `lost in rerank`: it was a candidate, and the last stage put others before it.
 *
 * Without a second stage, N is the k of the results: then what is not in the top k was cut or lost in fusion.
 */
export type LossLabel = 'missed by the legs' | 'cut by N' | 'lost in fusion' | 'lost in rerank' | 'below threshold';

export const LOSS_LABELS: readonly LossLabel[] = [
  'missed by the legs',
  'cut by N',
  'lost in fusion',
  'lost in rerank',
  'below threshold',
];

/** A relevant document that is not among the results. */
export interface Loss {
  readonly queryId: string;
  readonly id: string;
  readonly grade: number;
  readonly label: LossLabel;
  /** From 1, by leg; without the legs that did not find it. */
  readonly legRanks: Readonly<Record<string, number>>;
  /** From 1; null where it was no candidate. */
  readonly firstStageRank: number | null;
  /** From 1; null where it was not in the final order. */
  readonly finalRank: number | null;
}

/** The relevant documents of a query that are not in the top `k` of `final`, each with where it was lost. */
export function lossesOf(
  queryId: string,
  record: SearchRecord,
  final: FinalOrder,
  judgments: Judgments,
  { k, relevant }: { readonly k: number; readonly relevant: number },
): readonly Loss[] {
  const n = record.secondStage ? final.n : Math.min(k, final.n);
  const results = new Set(final.ids.slice(0, k));
  const missed = [...judgments].filter(([id, grade]) => grade >= relevant && !results.has(id));
  return missed.map(([id, grade]) => {
    const legRanks = legRanksOf(record, id);
    const firstStageRank = rankIn(record.candidates, ({ id: own }) => own === id);
    const finalRank = rankIn(final.ids, (own) => own === id);
    const label = labelOf({ legRanks: Object.values(legRanks), firstStageRank, finalRank }, n);
    return { queryId, id, grade, label, legRanks, firstStageRank, finalRank };
  });
}

interface Places {
  readonly legRanks: readonly number[];
  readonly firstStageRank: number | null;
  readonly finalRank: number | null;
}

function labelOf({ legRanks, firstStageRank, finalRank }: Places, n: number): LossLabel {
  if (firstStageRank !== null && firstStageRank <= n) return finalRank === null ? 'below threshold' : 'lost in rerank';
  if (legRanks.length === 0 && firstStageRank === null) return 'missed by the legs';
  return legRanks.some((rank) => rank <= n) ? 'lost in fusion' : 'cut by N';
}

function legRanksOf({ legs }: SearchRecord, id: string): Readonly<Record<string, number>> {
  const ranks = Object.entries(legs).map(([leg, items]) => [leg, rankIn(items, ({ id: own }) => own === id)] as const);
  return Object.fromEntries(ranks.flatMap(([leg, rank]) => (rank === null ? [] : [[leg, rank]])));
}

function rankIn<T>(items: readonly T[], is: (item: T) => boolean): number | null {
  const index = items.findIndex(is);
  return index === -1 ? null : index + 1;
}
