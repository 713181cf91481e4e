/** Longer lists are sorted anew: insertion would take the square of their length. */
const LONGEST_INSERTED = 256;

/**
 * Sorts row numbers by score, highest first, equal ones by row, in place. Fast where little has changed since the last
 * time, as from one round of boosting to the next.
 */
export function sortByScore(order: Int32Array, scores: Float64Array): void {
  if (order.length > LONGEST_INSERTED) {
    order.sort((a, b) => scores[b]! - scores[a]! || a - b);
    return;
  }
  for (let at = 1; at < order.length; at++) {
    const row = order[at]!;
    const score = scores[row]!;
    let place = at;
    for (; place > 0; place--) {
      const other = order[place - 1]!;
      const above = scores[other]!;
      if (above > score || (above === score && other < row)) break;
      order[place] = other;
    }
    order[place] = row;
  }
}
