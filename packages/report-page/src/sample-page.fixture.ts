import type { ReportPage } from './report-page.ts';

/** A page with a block of each kind. */
export const samplePage: ReportPage = {
  title: 'Where the final top 10 came from',
  subtitle: '300 queries, 3,000 results of 30,000 candidates',
  sections: [
    {
      heading: 'At a glance',
      intro: 'What the second stage changed.',
      blocks: [
        {
          kind: 'figures',
          figures: [
            { label: 'From stage-1 ranks 1-10', value: '62.3%', note: '60.1% to 64.4%' },
            { label: 'Depth used, p95', value: '71' },
            { label: 'Smallest N for 99% of queries', value: '94' },
            { label: 'Kendall τ', value: '.43' },
          ],
        },
        { kind: 'text', paragraphs: ['More than a third of the results were behind the first ten.'] },
      ],
    },
    {
      heading: 'By rank',
      blocks: [
        {
          kind: 'bars',
          title: 'Share of the results by stage-1 rank',
          description: 'Whiskers are 95% bootstrap intervals.',
          categoryLabel: 'stage-1 rank',
          categories: ['1-10', '11-20', '21-50', '51-100', '101+'],
          valueLabel: 'share of the results',
          format: 'share',
          series: [
            {
              name: 'share',
              values: [0.623, 0.151, 0.139, 0.087, null],
              intervals: [[0.601, 0.644], [0.13, 0.17], [0.12, 0.16], [0.07, 0.1], null],
            },
          ],
          baselines: [
            { name: 'without reranking', values: [1, 0, 0, 0, null] },
            { name: 'in random order', values: [0.1, 0.1, 0.3, 0.5, null] },
          ],
        },
        {
          kind: 'bars',
          title: 'By leg',
          categoryLabel: 'rank in the leg',
          categories: ['1-10', '11-20', 'not found'],
          valueLabel: 'share',
          format: 'share',
          series: [
            { name: 'bm25', values: [0.5, 0.2, 0.3] },
            { name: 'dense', values: [0.4, 0.3, 0.3] },
          ],
        },
      ],
    },
    {
      heading: 'Flow and depth',
      blocks: [
        {
          kind: 'flow',
          title: 'From stage-1 ranks to final ranks',
          countLabel: 'results',
          from: { label: 'stage-1 rank', ranges: ['1', '2-3', '4-10', '11-50', '51-100'] },
          to: { label: 'final rank', ranges: ['1', '2-3', '4-10'] },
          counts: [
            [150, 60, 40],
            [80, 200, 150],
            [50, 200, 900],
            [15, 100, 700],
            [5, 40, 310],
          ],
          out: { label: 'left the top 10', counts: [10, 40, 1000, 0, 0] },
        },
        {
          kind: 'lines',
          title: 'Queries whose top 10 stays the same with N candidates',
          x: { label: 'candidates N', log: true },
          y: { label: 'share of the queries', format: 'share' },
          series: [
            {
              name: 'exact',
              points: [
                [10, 0.05],
                [20, 0.2],
                [50, 0.7],
                [100, 1],
              ],
            },
            {
              name: 'estimated',
              points: [
                [10, 0.1],
                [20, 0.25],
                [50, 0.6],
                [100, 0.9],
              ],
              band: [
                [0.05, 0.15],
                [0.2, 0.3],
                [0.5, 0.7],
                [0.85, 0.95],
              ],
            },
          ],
        },
        {
          kind: 'table',
          caption: 'Time by stage',
          columns: [
            { label: 'stage' },
            { label: 'p50', format: 'milliseconds' },
            { label: 'p95', format: 'milliseconds' },
          ],
          rows: [
            ['retrieve hybrid', 1.23, 4.5],
            ['rerank learned', 12.34, null],
          ],
        },
      ],
    },
  ],
  data: { queries: 300 },
};
