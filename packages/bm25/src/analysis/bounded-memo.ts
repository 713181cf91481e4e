/** Longer words are computed each time: they hardly come back, and would take up the memory. */
const MAX_KEY_LENGTH = 64;

/**
 * Remembers the results of a pure function of a word: at least the last `size` distinct words asked for, at most
 * twice as many. Two generations: when the young one is full it becomes the old one, and the old one is forgotten.
 * Results hold on to no text that a word was cut from.
 */
export function boundedMemo(size: number, compute: (word: string) => string): (word: string) => string {
  let young = new Map<string, string>();
  let old = new Map<string, string>();

  function remember(word: string): string {
    const value = old.get(word) ?? detached(compute(word));
    if (young.size >= size) {
      old = young;
      young = new Map();
    }
    young.set(value === word ? value : detached(word), value);
    return value;
  }

  return (word) => {
    if (word.length > MAX_KEY_LENGTH) return detached(compute(word));
    return young.get(word) ?? remember(word);
  };
}

/** A copy: a slice would keep the whole text that it was cut from in memory. */
function detached(slice: string): string {
  return ` ${slice}`.slice(1);
}
