import { grown } from '@tsr/storage';
import { type ScoringParameters, saturationOf } from './scoring.ts';

/**
 * Numbers each distinct combination of a term's frequencies in a document and the document's lengths, by field. A
 * posting holds such a code, and a search looks up what it is worth: so scores follow the average length, which every
 * change moves, while postings stay as they are. A million passages have a few thousand codes.
 */
export interface ImpactCodes {
  readonly count: number;
  /** Codes of documents of these lengths, by the frequencies of a term. */
  row(lengths: ArrayLike<number>): CodeRow;
  /** Frequencies, then lengths. */
  valuesOf(code: number): readonly number[];
  /** What each code adds to a score, in idfs; good until the next call. */
  saturations(averages: readonly number[]): Float64Array;
}

/** The code of a term's frequencies: as many as there are fields, from `at` on. */
export type CodeRow = (frequencies: ArrayLike<number>, at: number) => number;

/** Begins with the codes whose values are known, one after the other. */
export function createImpactCodes(parameters: ScoringParameters, known: Iterable<number> = []): ImpactCodes {
  const fields = parameters.fields.length;
  const rows = new Map<number | string, Map<number | string, number>>();
  /** Of all codes, one after the other. */
  const values: number[] = Array.from(known);
  let table = new Float64Array(64);
  let filled = 0;
  let filledFor: readonly number[] = [];

  const count = (): number => values.length / (2 * fields);
  const valuesOf = (code: number): readonly number[] => values.slice(2 * fields * code, 2 * fields * (code + 1));

  /** Codes by frequencies, of documents of these lengths. */
  function rowOf(lengths: ArrayLike<number>, from: number): Map<number | string, number> {
    const key = keyOf(lengths, from, fields);
    let codes = rows.get(key);
    if (!codes) {
      codes = new Map();
      rows.set(key, codes);
    }
    return codes;
  }

  function row(lengths: ArrayLike<number>): CodeRow {
    const codes = rowOf(lengths, 0);
    return (frequencies, at) => {
      const key = keyOf(frequencies, at, fields);
      const known = codes.get(key);
      if (known !== undefined) return known;
      const code = count();
      codes.set(key, code);
      for (let field = 0; field < fields; field++) values.push(frequencies[at + field] as number);
      for (let field = 0; field < fields; field++) values.push(lengths[field] as number);
      return code;
    };
  }

  function saturations(averages: readonly number[]): Float64Array {
    if (averages.some((average, field) => average !== filledFor[field])) {
      filled = 0;
      filledFor = [...averages];
    }
    table = grown(table, count());
    for (; filled < count(); filled++) {
      table[filled] = saturationOf(parameters, values, 2 * fields * filled, averages);
    }
    return table;
  }

  for (let code = 0; code < count(); code++) {
    const from = 2 * fields * code;
    rowOf(values, from + fields).set(keyOf(values, from, fields), code);
  }

  return {
    get count() {
      return count();
    },
    row,
    valuesOf,
    saturations,
  };
}

/** One number as it is; a string costs more. */
function keyOf(numbers: ArrayLike<number>, from: number, count: number): number | string {
  if (count === 1) return numbers[from] as number;
  return Array.from({ length: count }, (_, at) => numbers[from + at]).join();
}
