/**
 * Remembers the results of a pure function of a string: at least the last `size` distinct keys asked for, at most
 * twice as many. Two generations: when the young one is full it becomes the old one, and the old one is forgotten.
 */
export function boundedMemo(size: number, compute: (key: string) => string): (key: string) => string {
  let young = new Map<string, string>();
  let old = new Map<string, string>();

  function remember(key: string, value: string): string {
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
    return value;
  }

  return (key) => {
    const known = young.get(key);
    if (known !== undefined) return known;
    const own = detached(key);
    return remember(own, old.get(own) ?? compute(own));
  };
}

/** A copy: a slice would keep the whole text that it was cut from in memory. */
function detached(slice: string): string {
  return ` ${slice}`.slice(1);
}
