import type { BarsBlock, TableBlock } from '@tsr/report-page';
import type { RangeFigures } from '../provenance/range-tally.ts';

/** Figures under a name: a range, a set of legs. */
export interface NamedFigures extends RangeFigures {
  readonly label: string;
}

/** Shares of the results as bars with their intervals, and what the share would have been otherwise. */
export function shareBars(
  title: string,
  categoryLabel: string,
  ranges: readonly NamedFigures[],
  description = 'Whiskers: bootstrap interval over queries.',
): BarsBlock {
  const shown = inUse(ranges);
  return {
    kind: 'bars',
    ...{ title, description, categoryLabel, valueLabel: 'share of the results', format: 'share' },
    categories: shown.map(({ label }) => label),
    series: [shareSeries('share of the results', shown)],
    baselines: [
      { name: 'without the second stage', values: shown.map(({ baseline }) => baseline.firstStage) },
      { name: 'in random order', values: shown.map(({ baseline }) => baseline.random) },
    ],
  };
}

export function shareSeries(name: string, ranges: readonly RangeFigures[]): BarsBlock['series'][number] {
  return {
    name,
    values: ranges.map(({ candidates, share }) => (candidates === 0 ? null : share.micro)),
    intervals: ranges.map(({ candidates, shareIntervals: { micro } }) =>
      candidates === 0 || micro === null ? null : [micro.low, micro.high],
    ),
  };
}

/** All figures of ranges, a row each. */
export function rangeTable(caption: string, label: string, ranges: readonly NamedFigures[]): TableBlock {
  return {
    kind: 'table',
    caption,
    columns: [
      { label },
      { label: 'results' },
      { label: 'candidates' },
      { label: 'share', format: 'share' },
      { label: 'macro', format: 'share' },
      { label: 'hit rate', format: 'share' },
      { label: 'macro', format: 'share' },
      { label: 'lift', format: 'times' },
      { label: 'over random', format: 'times' },
    ],
    rows: inUse(ranges).map(({ label: name, results, candidates, share, hitRate, lift }) => [
      ...[name, results, candidates, share.micro, share.macro, hitRate.micro, hitRate.macro],
      ...[lift.overFirstStage, lift.overRandom],
    ]),
  };
}

/** Without a last range that nothing ever was in. */
function inUse(ranges: readonly NamedFigures[]): readonly NamedFigures[] {
  return ranges.filter(({ candidates }, place) => candidates > 0 || place < ranges.length - 1);
}
