import { compareIds } from '@tsr/core';
import type { QueryView } from './query-view.ts';
import { createRangeTally, type RangeFigures, type RangeTally } from './range-tally.ts';
import type { Resampling } from './resampling.ts';

/** What exactly these legs found: together, and no other leg. */
export interface ProvenanceOverlap extends RangeFigures {
  /** In order of names; empty for what no leg found. */
  readonly legs: readonly string[];
}

export interface OverlapTally {
  add(query: QueryView): void;
  /** One alone first, then by number of legs. */
  report(): readonly ProvenanceOverlap[];
}

/** Beyond this many different sets of legs, those not yet seen are counted as found by none of the named legs. */
const MOST_SETS = 256;

/** Counts candidates and results by the set of legs that found them. */
export function createOverlapTally(resampling: Resampling): OverlapTally {
  const bins = new Map<string, number>();
  const names: (readonly string[])[] = [];
  const binOf = (legs: readonly string[]): number => {
    const key = JSON.stringify(legs);
    const known = bins.get(key);
    if (known !== undefined) return known;
    if (names.length === MOST_SETS) return 0;
    bins.set(key, names.length);
    return names.push(legs) - 1;
  };
  binOf([]);
  const tally: RangeTally = createRangeTally(MOST_SETS, resampling);
  return {
    add(query) {
      if (query.legs.length === 0) return;
      const bySet = new Map<string, number>();
      const legs = [...query.legs].sort((a, b) => compareIds(a.name, b.name));
      tally.add(query, (_, at) => {
        const set = legs.map(({ ranks }) => (ranks[at] === null ? 0 : 1)).join('');
        const bin = bySet.get(set) ?? binOf(legs.filter(({ ranks }) => ranks[at] !== null).map(({ name }) => name));
        bySet.set(set, bin);
        return bin;
      });
    },
    report: () =>
      tally
        .figures()
        .slice(0, names.length)
        .map((figures, bin) => ({ legs: names[bin]!, ...figures }))
        .filter(({ legs, candidates }) => legs.length > 0 || candidates > 0)
        .sort((a, b) => rankOf(a.legs) - rankOf(b.legs) || compareIds(a.legs.join(), b.legs.join())),
  };
}

/** What no leg found comes last. */
function rankOf({ length }: readonly string[]): number {
  return length === 0 ? Number.POSITIVE_INFINITY : length;
}
