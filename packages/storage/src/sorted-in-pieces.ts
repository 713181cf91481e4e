/** Numbers sorted or merged between two yields. */
const PIECE = 4096;

/** Sorts, and yields after each piece of work: runs, which are merged by twos. */
export function* sortedInPieces(
  numbers: readonly number[],
  compare: (a: number, b: number) => number,
): Generator<void, number[]> {
  let runs: number[][] = [];
  for (let from = 0; from < numbers.length; from += PIECE) {
    runs.push(numbers.slice(from, from + PIECE).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: number[][] = [];
    for (let at = 0; at < runs.length; at += 2) {
      merged.push(yield* mergedRuns(runs[at] ?? [], runs[at + 1] ?? [], compare));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function* mergedRuns(
  a: readonly number[],
  b: readonly number[],
  compare: (a: number, b: number) => number,
): Generator<void, number[]> {
  const merged: number[] = [];
  for (let inA = 0, inB = 0; inA < a.length || inB < b.length; ) {
    const fromA = inB === b.length || (inA < a.length && compare(a[inA] as number, b[inB] as number) < 0);
    merged.push((fromA ? a[inA++] : b[inB++]) as number);
    if (merged.length % PIECE === 0) yield;
  }
  return merged;
}
