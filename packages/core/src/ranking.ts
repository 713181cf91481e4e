import type { Evidence, Ranking, ScoredDocument, StageItem } from './contracts.ts';

/**
 * Order of ids: ascending by UTF-8 bytes, which is by code point. JavaScript's `<` orders by UTF-16 units and
 * puts U+10000 and above before U+E000.
 */
export function compareIds(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return codePointRank(x) - codePointRank(y);
  }
  return a.length - b.length;
}

/** Lifts surrogates above the rest of the basic plane, as UTF-8 has them. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** The order of a Ranking: tier, score descending, id. */
export function compareScored(a: ScoredDocument, b: ScoredDocument): number {
  return (a.tier ?? 0) - (b.tier ?? 0) || b.score - a.score || compareIds(a.document.id, b.document.id);
}

/** A new Ranking of `items`, best first, cut to `topK` where given. */
export function rankingOf(items: Iterable<ScoredDocument>, topK?: number): Ranking {
  const sorted = [...items].sort(compareScored);
  return topK === undefined ? sorted : sorted.slice(0, topK);
}

/** The first broken rule of a ranking, in words, or undefined. */
export function rankingFault(ranking: Ranking): string | undefined {
  if (!Array.isArray(ranking)) return 'it is not an array';
  const seen = new Set<string>();
  for (const [index, item] of ranking.entries()) {
    const { id } = item.document;
    if (!Number.isFinite(item.score)) return `score of ${JSON.stringify(id)} is ${item.score}`;
    if (!isTier(item.tier ?? 0)) return `tier of ${JSON.stringify(id)} is ${item.tier}`;
    if (seen.has(id)) return `${JSON.stringify(id)} is there twice`;
    seen.add(id);
    const previous = ranking[index - 1];
    if (previous && compareScored(previous, item) > 0) return `rank ${index + 1} belongs before rank ${index}`;
  }
  return undefined;
}

export function isTier(tier: number): boolean {
  return Number.isInteger(tier) && tier >= 0;
}

/** A ranking without its texts, for telemetry. */
export function stageItems(ranking: Ranking): readonly StageItem[] {
  return ranking.map(({ document, score, tier }, index) => ({
    id: document.id,
    score,
    rank: index + 1,
    ...(tier === undefined ? {} : { tier }),
  }));
}

/** The item with one more entry of evidence. */
export function withEvidence(item: ScoredDocument, ...entries: readonly Evidence[]): ScoredDocument {
  return { ...item, evidence: [...(item.evidence ?? []), ...entries] };
}
