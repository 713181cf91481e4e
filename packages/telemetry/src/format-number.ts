/** A score in three digits, without a zero before the point: `.907`, `23.4`, `-11.3`. */
export function formatScore(score: number): string {
  const text = Math.abs(score) >= 1000 ? String(Math.round(score)) : String(Number(score.toPrecision(3)));
  return text.replace(/^(-?)0\./, '$1.');
}

/** A share of 1 in per cent with one decimal; a dash where there is none. */
export function formatShare(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)}%`;
}

/** A ratio with two decimals; a dash where there is none. */
export function formatRatio(ratio: number | null): string {
  return ratio === null ? '–' : ratio.toFixed(2);
}
