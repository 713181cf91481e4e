type Numbers =
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** The array, or a copy that holds at least `length` numbers: at least twice as long as before, the rest `fill`. */
export function grown<T extends Numbers>(array: T, length: number, fill = 0): T {
  if (length <= array.length) return array;
  const copy = new (array.constructor as new (length: number) => T)(Math.max(length, 2 * array.length, 16));
  copy.set(array as never);
  if (fill !== 0) copy.fill(fill, array.length);
  return copy;
}
