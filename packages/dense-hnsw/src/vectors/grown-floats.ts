/** The array, or a copy that holds at least `length` numbers, half as many again as before, the rest `fill`. */
export function grownFloats(array: Float64Array<ArrayBuffer>, length: number, fill: number): Float64Array<ArrayBuffer> {
  if (length <= array.length) return array;
  const copy = new Float64Array(Math.max(length, Math.ceil(array.length * 1.5), 256));
  copy.set(array);
  if (fill !== 0) copy.fill(fill, array.length);
  return copy;
}
