export interface NumberedTerms {
  /** Numbers from 0, in order of first occurrence. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The terms of all texts, end to end. */
  readonly occurrences: Int32Array;
  /** Terms of each text. */
  readonly lengths: Int32Array;
}

/** Reads each text once and keeps numbers alone, so that the terms of a text are garbage before the next is read. */
export function numberTerms(texts: Iterable<readonly string[]>): NumberedTerms {
  const numbers = new Map<string, number>();
  const lengths: number[] = [];
  let occurrences = new Int32Array(1 << 16);
  let size = 0;
  for (const terms of texts) {
    if (size + terms.length > occurrences.length) occurrences = grown(occurrences, size + terms.length);
    for (const term of terms) {
      let number = numbers.get(term);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(term, number);
      }
      occurrences[size++] = number;
    }
    lengths.push(terms.length);
  }
  return { numbers, occurrences: occurrences.subarray(0, size), lengths: Int32Array.from(lengths) };
}

function grown(values: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(2 * values.length, least));
  larger.set(values);
  return larger;
}
