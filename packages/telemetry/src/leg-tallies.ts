import { compareIds } from '@tsr/core';
import type { ObservedLeg } from './observation.ts';
import { type ProvenanceLeg, rangesOf } from './provenance-report.ts';
import { createRangeTally, type RangeEntry, type RangeMark, type RangeTally } from './range-tally.ts';
import { minMaxNormalisedFound, type ProvenanceBounds, rankBin, rankRanges, scoreBin, scoreRanges } from './ranges.ts';

export interface LegTallies {
  /** One query: a mark a candidate, and what each leg made of the candidates. */
  add(marks: readonly RangeMark[], legs: readonly ObservedLeg[]): void;
  /** In order of names. */
  report(): readonly ProvenanceLeg[];
}

/** By rank and by score, a tally a leg. One that first shows up in a later query found nothing in those before. */
export function createLegTallies(rankEdges: readonly number[], scoreEdges: readonly number[]): LegTallies {
  const unknownLeg = createLegTally(rankEdges, scoreEdges);
  const tallies = new Map<string, LegTally>();
  return {
    add(marks, legs) {
      for (const { name } of legs) if (!tallies.has(name)) tallies.set(name, unknownLeg.copy());
      const byName = new Map(legs.map((leg) => [leg.name, leg]));
      for (const [name, tally] of tallies) tally.add(marks, byName.get(name));
      unknownLeg.add(marks, undefined);
    },
    report: () => [...tallies].sort(([a], [b]) => compareIds(a, b)).map(([leg, tally]) => ({ leg, ...tally.report() })),
  };
}

interface LegTally {
  /** Without a leg, nothing was found. */
  add(marks: readonly RangeMark[], leg: ObservedLeg | undefined): void;
  report(): Omit<ProvenanceLeg, 'leg'>;
  copy(): LegTally;
}

const NOT_FOUND: ProvenanceBounds = { label: 'not found', from: null, to: null };

function createLegTally(rankEdges: readonly number[], scoreEdges: readonly number[]): LegTally {
  const ranks = [...rankRanges(rankEdges), NOT_FOUND];
  const scores = [...scoreRanges(scoreEdges), NOT_FOUND];
  const rankBinOf = binOr(ranks.length - 1, (rank) => rankBin(rankEdges, rank));
  const scoreBinOf = binOr(scores.length - 1, (score) => scoreBin(scoreEdges, score));
  const from = (byRank: RangeTally, byScore: RangeTally): LegTally => ({
    add(marks, leg) {
      byRank.add(entries(marks, leg?.ranks ?? [], rankBinOf));
      byScore.add(entries(marks, minMaxNormalisedFound(leg?.scores ?? []), scoreBinOf));
    },
    report: () => ({ byRank: rangesOf(ranks, byRank), byScore: rangesOf(scores, byScore) }),
    copy: () => from(byRank.copy(), byScore.copy()),
  });
  return from(createRangeTally(ranks.length), createRangeTally(scores.length));
}

type BinOf = (value: number | null | undefined) => number;

function binOr(notFound: number, bin: (value: number) => number): BinOf {
  return (value) => (value === null || value === undefined ? notFound : bin(value));
}

function entries(marks: readonly RangeMark[], values: readonly (number | null)[], binOf: BinOf): readonly RangeEntry[] {
  return marks.map((mark, i) => ({ ...mark, bin: binOf(values[i]) }));
}
