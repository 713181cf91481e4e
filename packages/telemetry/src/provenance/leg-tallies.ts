import { compareIds } from '@tsr/core';
import { type ProvenanceLeg, rangesOf } from './provenance-report.ts';
import type { QueryView, ViewedLeg } from './query-view.ts';
import { createRangeTally, type RangeTally } from './range-tally.ts';
import { type RangeAxis, withNotFound } from './ranges.ts';
import type { Resampling } from './resampling.ts';

export interface LegTallies {
  add(query: QueryView): void;
  /** In order of names. */
  report(): readonly ProvenanceLeg[];
}

/** By rank and by score, a tally a leg. One that first shows up in a later query found nothing in those before. */
export function createLegTallies(ranks: RangeAxis, scores: RangeAxis, resampling: Resampling): LegTallies {
  const unknownLeg = createLegTally(ranks, scores, resampling);
  const tallies = new Map<string, LegTally>();
  return {
    add(query) {
      for (const { name } of query.legs) if (!tallies.has(name)) tallies.set(name, unknownLeg.copy());
      const byName = new Map(query.legs.map((leg) => [leg.name, leg]));
      for (const [name, tally] of tallies) tally.add(query, byName.get(name));
      unknownLeg.add(query, undefined);
    },
    report: () => [...tallies].sort(([a], [b]) => compareIds(a, b)).map(([leg, tally]) => ({ leg, ...tally.report() })),
  };
}

interface LegTally {
  /** Without a leg, nothing was found. */
  add(query: QueryView, leg: ViewedLeg | undefined): void;
  report(): Omit<ProvenanceLeg, 'leg'>;
  copy(): LegTally;
}

function createLegTally(rankAxis: RangeAxis, scoreAxis: RangeAxis, resampling: Resampling): LegTally {
  const ranks = withNotFound(rankAxis);
  const scores = withNotFound(scoreAxis);
  const from = (byRank: RangeTally, byScore: RangeTally): LegTally => ({
    add(query, leg) {
      byRank.add(query, (_, at) => ranks.binOf(leg?.ranks[at]));
      byScore.add(query, (_, at) => scores.binOf(leg?.scores[at]));
    },
    report: () => ({ byRank: rangesOf(ranks.bounds, byRank), byScore: rangesOf(scores.bounds, byScore) }),
    copy: () => from(byRank.copy(), byScore.copy()),
  });
  const tally = (bounds: readonly unknown[]): RangeTally => createRangeTally(bounds.length, resampling);
  return from(tally(ranks.bounds), tally(scores.bounds));
}
