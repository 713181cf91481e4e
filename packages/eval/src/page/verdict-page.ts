import { renderPage } from '@tsr/report-page';
import type { Verdict } from '../verdict/verdict-report.ts';
import { queryDifferences } from './query-differences.ts';

/** The verdict as one HTML page that needs no network: the answer, quality and cost by N, and each query. */
export function verdictPage(verdict: Verdict, title = 'Is the second stage worth its time?'): string {
  const { decision, reason, measure, queries, firstStageMean, secondStageMean, gain, secondStageMs, depths, n } =
    verdict;
  const figures = [
    { label: 'verdict', value: decision === 'shrink' ? `shrink to ${n}` : decision },
    {
      label: `${measure}: first stage, second stage`,
      value: `${firstStageMean.toFixed(4)}, ${secondStageMean.toFixed(4)}`,
    },
    {
      label: 'gain',
      value: gain.mean.toFixed(4),
      note: `${gain.interval.low.toFixed(4)} to ${gain.interval.high.toFixed(4)}`,
    },
    { label: 'milliseconds a query', value: secondStageMs.toFixed(1) },
  ];
  const lines = (title: string, label: string, of: (depth: Verdict['depths'][number]) => number) => ({
    kind: 'lines' as const,
    title,
    x: { label: 'N, candidates', log: true },
    y: { label },
    series: [{ name: label, points: depths.map((depth) => [depth.n, of(depth)] as const) }],
  });
  const byDepth = [
    lines('Quality by number of candidates', measure, ({ mean }) => mean),
    lines('Cost by number of candidates', 'milliseconds', ({ secondStageMs: ms }) => ms),
  ];
  return renderPage({
    title,
    subtitle: `${queries} judged queries`,
    sections: [
      { heading: 'Verdict', intro: reason, blocks: [{ kind: 'figures', figures }] },
      ...(depths.length < 2 ? [] : [{ heading: 'Fewer candidates', blocks: byDepth }]),
      {
        heading: 'Query by query',
        blocks: queryDifferences(
          'Second stage less first',
          verdict.perQuery.map(({ id, firstStage, secondStage }) => ({ id, difference: secondStage - firstStage })),
        ),
      },
    ],
    data: verdict,
  });
}
