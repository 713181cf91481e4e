/**
 * Puts the rows that go left before those that go right, each in the order they had.
 *
 * @param rows The rows of one leaf; written to.
 * @param goesRight For each bin of the column, 1 if it goes right.
 * @param room At least as long as `rows`.
 * @returns How many go left.
 */
export function partition(rows: Int32Array, bins: Uint8Array, goesRight: Uint8Array, room: Int32Array): number {
  let left = 0;
  let right = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    const isRight = goesRight[bins[row]!]!;
    // Both are written; only one of the two counts goes on.
    rows[left] = row;
    room[right] = row;
    left += 1 - isRight;
    right += isRight;
  }
  rows.set(room.subarray(0, right), left);
  return left;
}
