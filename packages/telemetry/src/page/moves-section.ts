import type { Block, PageSection } from '@tsr/report-page';
import type { ProvenanceReport } from '../provenance/provenance-report.ts';

/** More ranges are too thin to be seen. */
const MOST_RANGES = 40;

/** From which first-stage ranks to which final ranks. */
export function movesSection(report: ProvenanceReport): PageSection {
  const { promoted, demoted, unchanged, entered, left, queriesChanged } = report.moves;
  return {
    heading: 'What the second stage moved',
    intro: 'Each ribbon is as high as the number of results that went that way.',
    blocks: [
      ...flowOf(report),
      {
        kind: 'table',
        caption: 'Moves, in ranks',
        columns: ['results', 'count', 'mean', 'p50', 'p95', 'max'].map((label) => ({ label })),
        rows: [
          ['promoted', promoted.count, promoted.mean, promoted.p50, promoted.p95, promoted.max],
          ['demoted', demoted.count, demoted.mean, demoted.p50, demoted.p95, demoted.max],
          ['same rank', unchanged, null, null, null, null],
          [`entered the top ${report.topK}`, entered, null, null, null, null],
          [`left the top ${report.topK}`, left, null, null, null, null],
          ['queries with other results', queriesChanged, null, null, null, null],
        ],
      },
    ],
  };
}

function flowOf({ topK, moves: { flow } }: ProvenanceReport): readonly Block[] {
  if (flow.from.length > MOST_RANGES) {
    const fact = `Not drawn: ${flow.from.length} ranges of ranks, and ${MOST_RANGES} can be told apart.`;
    return [{ kind: 'text', paragraphs: [fact] }];
  }
  return [
    {
      kind: 'flow',
      title: 'From stage-1 rank to final rank',
      description: 'Grey: was in the first stage’s own top results and is not among the final ones.',
      countLabel: 'results',
      from: { label: 'stage-1 rank', ranges: flow.from.map(({ label }) => label) },
      to: { label: 'final rank', ranges: flow.to.map(({ label }) => label) },
      counts: flow.counts,
      out: { label: `left the top ${topK}`, counts: flow.left },
    },
  ];
}
