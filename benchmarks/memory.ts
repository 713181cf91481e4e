/** Bytes that this process has held at most, its documents included. */
export function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}

/** Bytes in use after a full collection, in V8's heap and in array buffers. Needs `--expose-gc`. */
export function heldBytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
