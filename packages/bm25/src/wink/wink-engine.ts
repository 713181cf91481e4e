import { TsrError } from '@tsr/core';
import type { EngineBatch, LexicalEngine, QueryTerm } from '../lexical-engine.ts';
import { formulaWeights } from './formula-weights.ts';
import { WINK_DECIMALS, WINK_MIN_DOCUMENTS, type WinkParameters, winkWeights } from './wink-weights.ts';

/** The documents that hold a term, by row, and what it adds to the score of each, in units. */
interface Postings {
  readonly rows: number[];
  readonly weights: number[];
}

/** What a search reads: made anew of all documents when one of them changed. */
interface Snapshot {
  /** Slot of each row. */
  readonly slots: readonly number[];
  readonly postings: ReadonlyMap<string, Postings>;
}

/** Weights are whole multiples of wink's last decimal: their sums are exact, in any order of adding. */
const UNITS = 10 ** WINK_DECIMALS;
const UNMATCHED = -1;

/**
 * A {@link LexicalEngine} whose weights come from wink-bm25-text-search. Scores are whole multiples of
 * `1e-9 / (k1 + 1)`. A change is cheap, but the first search after it weighs all documents again: time linear in
 * their terms. One field, Lucene's variant, terms without conditions; it explains nothing.
 */
export function createWinkEngine(parameters: WinkParameters): LexicalEngine {
  const documents = new Map<number, readonly string[]>();
  const scale = UNITS * (parameters.k1 + 1);
  let current: Snapshot | undefined;

  function snapshot(): Snapshot {
    current ??= takeSnapshot(documents, parameters);
    return current;
  }

  function batch(): EngineBatch {
    const removed: number[] = [];
    const added: [slot: number, terms: readonly string[]][] = [];
    return {
      add(slot, fields) {
        added.push([slot, fields.flat()]);
        return [];
      },
      remove(slot) {
        removed.push(slot);
        return [];
      },
      finish: () => [],
      publish() {
        for (const slot of removed) documents.delete(slot);
        for (const [slot, terms] of added) documents.set(slot, terms);
        current = undefined;
      },
    };
  }

  return {
    get size() {
      return documents.size;
    },
    batch,
    prepare: () => [],
    maintain: () => [],
    compact() {
      snapshot();
      return [];
    },
    search({ terms }, { topK, filter, compareSlots }) {
      const { slots } = snapshot();
      const { totals, matched } = addUp(terms, snapshot());
      return matched
        .map((row) => ({ slot: slots[row] as number, score: (totals[row] as number) / scale }))
        .filter(({ slot }) => filter?.accepts(slot) ?? true)
        .sort((a, b) => b.score - a.score || compareSlots(a.slot, b.slot))
        .slice(0, topK);
    },
    scores({ terms }, wanted) {
      const { slots } = snapshot();
      const { totals, matched } = addUp(terms, snapshot());
      const asked = new Set(wanted);
      const found = new Map<number, number>();
      for (const row of matched) {
        const slot = slots[row] as number;
        if (asked.has(slot)) found.set(slot, (totals[row] as number) / scale);
      }
      return found;
    },
    encode: () => unable('save'),
    weights: ({ terms }) => idfs(terms, snapshot()),
    explain: () => unable('explain scores'),
    prepareTerms: () => [],
    termsFor: () => unable('expand terms'),
  };
}

function unable(what: string): never {
  throw new TsrError('TSR_NOT_SUPPORTED', `bm25: engine 'wink' cannot ${what}; leave out engine, or pass 'inverted'`);
}

function takeSnapshot(documents: ReadonlyMap<number, readonly string[]>, parameters: WinkParameters): Snapshot {
  const postings = new Map<string, Postings>();
  const weigh = documents.size < WINK_MIN_DOCUMENTS ? formulaWeights : winkWeights;
  weigh([...documents.values()], parameters, (term, row, weight) => {
    let list = postings.get(term);
    if (!list) {
      list = { rows: [], weights: [] };
      postings.set(term, list);
    }
    list.rows.push(row);
    list.weights.push(Math.round(weight * UNITS));
  });
  return { slots: [...documents.keys()], postings };
}

/** The score of each row in units, and the rows that have one. */
function addUp(terms: readonly QueryTerm[], { slots, postings }: Snapshot) {
  const totals = new Float64Array(slots.length).fill(UNMATCHED);
  const matched: number[] = [];
  for (const { term, weight } of terms) {
    const { rows = [], weights = [] } = postings.get(term) ?? {};
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] as number;
      if (totals[row] === UNMATCHED) {
        totals[row] = 0;
        matched.push(row);
      }
      totals[row] = (totals[row] as number) + weight * (weights[index] as number);
    }
  }
  return { totals, matched };
}

function idfs(terms: readonly QueryTerm[], { slots, postings }: Snapshot): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { term, weight } of terms) {
    const holders = postings.get(term)?.rows.length;
    if (holders) found.set(term, weight * Math.log(1 + (slots.length - holders + 0.5) / (holders + 0.5)));
  }
  return found;
}
