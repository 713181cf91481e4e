/** Of FNV-1a of 32 bits. */
const OFFSET_BASIS = 0x811c9dc5;

/**
 * A signed integer of 32 bits: FNV-1a over code units, its bits mixed once more.
 * Source: G. Fowler, L. C. Noll and K.-P. Vo, RFC 9923.
 */
export function hashText(text: string, seed: number = OFFSET_BASIS): number {
  let hash = seed | 0;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
