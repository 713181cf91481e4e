/** Longer keys are computed each time: they hardly come back, and would take up the memory. */
const MAX_KEY_LENGTH = 64;

/**
 * Remembers the results of a pure function of a string: at least the last `size` distinct keys asked for, at most
 * twice as many. Two generations: when the young one is full it becomes the old one, and the old one is forgotten.
 * `compute` is given a copy of the key, so that no result holds on to the text that a key was cut from.
 */
export function boundedMemo<T>(size: number, compute: (key: string) => T): (key: string) => T {
  let young = new Map<string, T>();
  let old = new Map<string, T>();

  function remember(key: string): T {
    const own = detached(key);
    const value = old.get(own) ?? compute(own);
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(own, value);
    return value;
  }

  return (key) => {
    if (key.length > MAX_KEY_LENGTH) return compute(detached(key));
    return young.get(key) ?? remember(key);
  };
}

/** A copy: a slice would keep the whole text that it was cut from in memory. */
function detached(slice: string): string {
  return ` ${slice}`.slice(1);
}
