import { type ReportPage, renderPage } from '@tsr/report-page';
import type { CeilingReport } from '../ceiling/ceiling-report.ts';
import { LOSS_LABELS } from '../ceiling/loss.ts';

/** The report as one HTML page that needs no network: the ceiling by N, and where relevant documents were lost. */
export function ceilingPage(report: CeilingReport, title = 'What the candidates made possible'): string {
  return renderPage(pageOf(report, title));
}

function pageOf(report: CeilingReport, title: string): ReportPage {
  const { depths, measure, queries, relevantDocuments, found, lost, smallestN, keep, k } = report;
  const last = depths.at(-1)!;
  const figures = [
    { label: `${measure} of the results`, value: last.quality === null ? 'not known' : last.quality.toFixed(4) },
    { label: `${measure} that the best order of ${last.n} candidates would have`, value: last.oracle.toFixed(4) },
    { label: `relevant documents in the top ${k}`, value: `${found} of ${relevantDocuments}` },
    {
      label: `candidates that keep ${keep * 100} % of the quality`,
      value: smallestN === null ? 'not known' : `${smallestN}`,
    },
  ];
  return {
    title,
    subtitle: `${queries} judged queries`,
    sections: [
      { heading: 'At a glance', blocks: [{ kind: 'figures', figures }] },
      { heading: 'Ceiling by number of candidates', blocks: [linesOf(report)].filter(() => depths.length > 1) },
      {
        heading: `Where ${relevantDocuments - found} relevant documents were lost`,
        blocks: [
          {
            kind: 'bars',
            title: 'Relevant documents that are not among the results',
            categoryLabel: 'where',
            categories: [...LOSS_LABELS],
            valueLabel: 'documents',
            series: [{ name: 'documents', values: LOSS_LABELS.map((label) => lost[label]) }],
          },
          lossTable(report),
        ],
      },
    ],
    data: report,
  };
}

function linesOf({ depths, measure }: CeilingReport) {
  const known = depths.filter(({ quality }) => quality !== null);
  return {
    kind: 'lines',
    title: 'Recall and the best possible order',
    description: 'No second stage can pass the oracle; the distance to it is what a better one could gain.',
    x: { label: 'N, candidates of the first stage', log: true },
    y: { label: 'mean over the queries' },
    series: [
      { name: 'recall', points: depths.map(({ n, recall }) => [n, recall] as const) },
      { name: `oracle ${measure}`, points: depths.map(({ n, oracle }) => [n, oracle] as const) },
      { name: `${measure}`, points: known.map(({ n, quality }) => [n, quality!] as const) },
      { name: `${measure} of the first stage`, points: depths.map(({ n, firstStage }) => [n, firstStage] as const) },
    ].filter(({ points }) => points.length > 0),
  } as const;
}

function lossTable({ losses }: CeilingReport) {
  return {
    kind: 'table',
    caption: 'Each of them',
    columns: ['query', 'document', 'grade', 'where', 'first-stage rank', 'final rank'].map((label) => ({ label })),
    rows: losses.map(({ queryId, id, grade, label, firstStageRank, finalRank }) => [
      queryId,
      id,
      grade,
      label,
      firstStageRank,
      finalRank,
    ]),
  } as const;
}
