/**
 * Positions of sequences to run together: those of like length, as many as stay under the budget with padding counted.
 * One that exceeds it alone is run alone. A budget of 0 runs each by itself, in the order given.
 */
export function batchesOf(lengths: readonly number[], batchTokens: number): readonly (readonly number[])[] {
  const positions = [...lengths.keys()];
  if (batchTokens === 0) return positions.map((position) => [position]);
  const batches: number[][] = [];
  // Longest first: the first of a batch says how far all of it is padded.
  for (const position of positions.sort((a, b) => lengths[b]! - lengths[a]! || a - b)) {
    const batch = batches.at(-1);
    if (batch && (batch.length + 1) * lengths[batch[0]!]! <= batchTokens) batch.push(position);
    else batches.push([position]);
  }
  return batches;
}
