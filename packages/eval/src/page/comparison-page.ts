import { renderPage } from '@tsr/report-page';
import type { RunComparison } from '../significance/compare-runs.ts';

/** The comparison as one HTML page that needs no network. */
export function comparisonPage(comparison: RunComparison, title = 'Runs compared'): string {
  const { runs, measures, baseline, queries } = comparison;
  const rows = runs.flatMap(({ name, measures: own }) =>
    measures.map((measure) => {
      const { mean, difference } = own[measure]!;
      const { interval, p, wins, ties, losses } = difference ?? {};
      return [
        name,
        measure,
        mean,
        difference?.mean ?? null,
        interval?.low ?? null,
        interval?.high ?? null,
        p ?? null,
        wins ?? null,
        ties ?? null,
        losses ?? null,
      ];
    }),
  );
  const labels = ['run', 'measure', 'mean', 'difference', 'from', 'to', 'p', 'wins', 'ties', 'losses'];
  return renderPage({
    title,
    subtitle: `${queries} queries, against ${baseline}`,
    sections: [
      {
        heading: 'Means',
        blocks: measures.map((measure) => ({
          kind: 'bars' as const,
          title: measure,
          categoryLabel: 'run',
          categories: runs.map(({ name }) => name),
          valueLabel: measure,
          series: [{ name: measure, values: runs.map(({ measures: own }) => own[measure]!.mean) }],
        })),
      },
      {
        heading: 'Differences',
        intro: '95 % bootstrap intervals; p of the randomisation test, Holm-corrected over the table.',
        blocks: [{ kind: 'table', caption: `Against ${baseline}`, columns: labels.map((label) => ({ label })), rows }],
      },
    ],
    data: comparison,
  });
}
