import { compareIds } from '@tsr/core';

/** Of the two halves of a double, the one with its last bits. */
const LAST_HALF = new Uint32Array(new Float64Array([1]).buffer)[0] === 0 ? 0 : 1;

/**
 * Numbers of the scores, best first; of equal scores, by id. The scores are sorted as bare numbers that carry their
 * own number in the last bits, which takes no call a comparison; those alike before these bits are
 * compared whole. `scores` are finite and below 2^31 in number, `ids` one each.
 */
export function bestFirst(scores: Float64Array, ids: readonly string[]): readonly number[] {
  const last = 2 ** (32 - Math.clz32(scores.length)) - 1;
  const keys = scores.slice();
  const halves = new Uint32Array(keys.buffer);
  for (let number = 0; number < keys.length; number++) {
    const at = 2 * number + LAST_HALF;
    halves[at] = (halves[at]! & ~last) | number;
  }
  keys.sort().reverse();
  const order: number[] = [];
  for (let at = LAST_HALF; at < halves.length; at += 2) {
    order.push(halves[at]! & last);
    halves[at]! &= ~last;
  }
  compareAlike(order, keys, (a, b) => scores[b]! - scores[a]! || compareIds(ids[a]!, ids[b]!));
  return order;
}

/** Sorts each stretch of the order whose keys are equal. */
function compareAlike(order: number[], keys: Float64Array, compare: (a: number, b: number) => number): void {
  let start = 0;
  for (let end = 1; end <= order.length; end++) {
    if (keys[end] === keys[start]) continue;
    if (end - start > 1) sortStretch(order, start, end, compare);
    start = end;
  }
}

function sortStretch(order: number[], start: number, end: number, compare: (a: number, b: number) => number): void {
  for (const [at, number] of order.slice(start, end).sort(compare).entries()) order[start + at] = number;
}
