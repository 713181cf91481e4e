/** Persistence of the measure: how likely a reader is to go on to the next rank. */
export const RBO_P = 0.9;

/**
 * Rank-biased overlap, extrapolated, between an order and 1, 2, 3, … of the same items: 1 for equal orders; the first
 * ranks weigh most. Null for no items. `order` holds different numbers, in any range.
 *
 * Source: Webber, Moffat and Zobel, A Similarity Measure for Indefinite Rankings, TOIS 2010, equation 30, for two
 * rankings of the same depth.
 *
 * @param p persistence, between 0 and 1 @default 0.9
 */
export function rankBiasedOverlap(order: readonly number[], p: number = RBO_P): number | null {
  const depth = order.length;
  if (depth === 0) return null;
  const places = placesOf(order);
  const seen = new Uint8Array(depth);
  let [shared, sum, weight] = [0, 0, 1];
  for (let d = 0; d < depth; d++) {
    // Item d of the natural order, and the item at d of the other one: each is shared once both orders had it.
    shared += see(seen, d) + see(seen, places[d]!);
    weight *= p;
    sum += (shared / (d + 1)) * weight;
  }
  return (shared / depth) * p ** depth + ((1 - p) / p) * sum;
}

/** 1 where this is the second time that the item is seen. */
function see(seen: Uint8Array, item: number): number {
  return seen[item]!++ === 1 ? 1 : 0;
}

/** The items of `order` by their places among the items, from 0. */
function placesOf(order: readonly number[]): readonly number[] {
  const ascending = Float64Array.from(order).sort();
  const places = new Map(Array.from(ascending, (value, place) => [value, place]));
  return order.map((value) => places.get(value)!);
}
