/**
 * Remembers the results of a pure function of a string; forgets all of them when `size` is reached, which keeps it
 * small and costs next to nothing where words repeat as they do in language.
 */
export function boundedMemo(size: number, compute: (key: string) => string): (key: string) => string {
  const memo = new Map<string, string>();
  return (key) => {
    const known = memo.get(key);
    if (known !== undefined) return known;
    if (memo.size >= size) memo.clear();
    const own = detached(key);
    const value = compute(own);
    memo.set(own, value);
    return value;
  };
}

/** A copy: a slice would keep the whole text that it was cut from in memory. */
function detached(slice: string): string {
  return ` ${slice}`.slice(1);
}
