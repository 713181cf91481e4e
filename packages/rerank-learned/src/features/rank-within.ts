/** Share of the other values that are higher, ties counted half: 0 for the highest, 1 for the lowest; NaN stays NaN. */
export function rankWithin(values: readonly number[]): readonly number[] {
  const known = values.filter((value) => !Number.isNaN(value)).sort((a, b) => b - a);
  const places = new Map<number, number>();
  for (let start = 0; start < known.length; ) {
    let end = start;
    while (known[end + 1] === known[start]) end++;
    places.set(known[start] as number, (start + end) / 2 / Math.max(1, known.length - 1));
    start = end + 1;
  }
  return values.map((value) => places.get(value) ?? Number.NaN);
}
