import type { BarsBlock, PageSection } from '@tsr/report-page';
import type { ProvenanceLeg, ProvenanceReport } from '../provenance/provenance-report.ts';
import { rangeTable, shareBars, shareSeries } from './range-bars.ts';
import { distinct } from './words.ts';

/** As many as one plot has colours that differ. */
const LEGS_A_PLOT = 4;

/** By the rank and score that each part of the first stage gave, and by which parts found it. */
export function legsSection({ byLeg, overlap }: ProvenanceReport): readonly PageSection[] {
  if (byLeg.length === 0) return [];
  const labels = distinct(overlap.map(({ legs }) => legs.join(' + ') || 'no leg'));
  const found = overlap.map((figures, place) => ({ ...figures, label: labels[place]! }));
  const groups = Array.from({ length: Math.ceil(byLeg.length / LEGS_A_PLOT) }, (_, group) =>
    byLeg.slice(group * LEGS_A_PLOT, (group + 1) * LEGS_A_PLOT),
  );
  return [
    {
      heading: 'What each leg brought',
      intro: 'The same results, by where each part of the first stage had them, and by which parts had them at all.',
      blocks: [
        shareBars('By the legs that found it', 'found by', found.slice(0, 100)),
        ...groups.flatMap((legs) => [
          legBars('By rank in each leg', 'byRank', legs),
          legBars('By score in each leg', 'byScore', legs),
        ]),
        rangeTable('All figures by the legs that found it', 'found by', found),
      ],
    },
  ];
}

function legBars(title: string, by: 'byRank' | 'byScore', legs: readonly ProvenanceLeg[]): BarsBlock {
  const names = distinct(legs.map(({ leg }) => leg));
  const description =
    by === 'byScore'
      ? 'Scores are scaled over what the leg found. Whiskers: bootstrap interval over queries.'
      : undefined;
  return {
    kind: 'bars',
    ...{ title, description, valueLabel: 'share of the results', format: 'share' },
    categoryLabel: by === 'byRank' ? 'rank in the leg' : 'score in the leg',
    categories: legs[0]![by].map(({ label }) => label),
    series: legs.map((leg, place) => shareSeries(names[place]!, leg[by])),
  };
}
