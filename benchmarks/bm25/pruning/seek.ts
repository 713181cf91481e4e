/** The first posting from `low`, below `high`, whose document is not before `document`; `high` where there is none. */
export function seek(docs: Uint16Array, low: number, high: number, document: number): number {
  let from = low;
  let to = high;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((docs[middle] as number) < document) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * As {@link seek}, in time logarithmic in the distance.
 * Source: J. L. Bentley and A. C. Yao, "An almost optimal algorithm for unbounded searching", 1976.
 */
export function gallop(docs: Uint16Array, from: number, end: number, document: number): number {
  let low = from;
  let high = from;
  for (let step = 1; high < end && (docs[high] as number) < document; step *= 2) {
    low = high + 1;
    high += step;
  }
  return seek(docs, low, Math.min(high, end), document);
}
