import { renderPage } from '@tsr/report-page';
import { settingWords } from '../tuning/setting-words.ts';
import type { TuneReport } from '../tuning/tune-report.ts';
import { queryDifferences } from './query-differences.ts';

/** The report as one HTML page that needs no network: what was chosen, quality by weight, and each query. */
export function tunePage(report: TuneReport, title = 'Fusion, tuned'): string {
  const { measure, queries, settings, currentMean, heldOutMean, fittedMean, weightCurves, choices, perQuery } = report;
  const figures = [
    { label: `${measure} of what is in use`, value: currentMean.toFixed(4) },
    { label: `${measure} of tuned settings, for unseen queries`, value: heldOutMean.toFixed(4) },
    { label: `${measure} of the chosen setting, for the queries it was chosen on`, value: fittedMean.toFixed(4) },
  ];
  const curves = weightCurves.map((curve) => ({
    kind: 'lines' as const,
    title: curve.name,
    x: { label: `weight of ${curve.leg}` },
    y: { label: `${measure}, mean` },
    series: [{ name: curve.name, points: curve.points }],
  }));
  return renderPage({
    title,
    subtitle: `${queries} judged queries, ${settings} settings`,
    sections: [
      { heading: 'At a glance', intro: settingWords(report.best), blocks: [{ kind: 'figures', figures }] },
      ...(curves.length === 0 ? [] : [{ heading: 'Quality by weight', blocks: curves }]),
      {
        heading: 'What the folds chose',
        intro: 'Much the same each time is a good sign.',
        blocks: [
          {
            kind: 'table',
            caption: 'Settings by how many folds chose them',
            columns: [{ label: 'setting' }, { label: 'folds' }],
            rows: choices.map(({ setting, folds }) => [settingWords(setting), folds]),
          },
        ],
      },
      {
        heading: 'Query by query',
        blocks: queryDifferences(
          'Tuned settings, on queries they have not seen, less what is in use',
          perQuery.map(({ id, current, heldOut }) => ({ id, difference: heldOut - current })),
        ),
      },
    ],
    data: report,
  });
}
