import type { Block, PageSection } from '@tsr/report-page';
import type { ProvenanceReport } from '../provenance/provenance-report.ts';
import { counted, rounded } from './words.ts';

/** How many candidates were needed. */
export function depthSection(report: ProvenanceReport): PageSection {
  const { deepest } = report.depth;
  const figures = [
    { label: 'mean', value: rounded(deepest.mean) },
    { label: 'half of the queries, at most', value: rounded(deepest.p50) },
    { label: '95% of the queries, at most', value: rounded(deepest.p95) },
    { label: 'deepest of all', value: rounded(deepest.max) },
  ];
  return {
    heading: 'How deep the results were',
    intro: `The deepest stage-1 rank among the top ${report.topK} of each query.`,
    blocks: [{ kind: 'figures', figures }, ...depthLine(report), smallestN(report)],
  };
}

/** Share of the results within the best N candidates, at the ends of the ranges that the flow knows. */
function depthLine({ results, moves: { flow } }: ProvenanceReport): readonly Block[] {
  let within = 0;
  const points = flow.from.flatMap(({ to }, place): [number, number][] => {
    within += flow.counts[place]!.reduce((sum, count) => sum + count, 0);
    return to === null || results === 0 ? [] : [[to, within / results]];
  });
  if (points.length < 2) return [];
  return [
    {
      kind: 'lines',
      title: 'Results within the best N candidates',
      description: 'What fewer candidates could at best have kept.',
      x: { label: 'N, candidates of the first stage', log: true },
      y: { label: 'share of the results', format: 'share' },
      series: [{ name: 'results', points }],
    },
  ];
}

function smallestN({ topK, depth: { smallestN, queriesOfListScope } }: ProvenanceReport): Block {
  if (smallestN === null) {
    const fact = `${counted(queriesOfListScope, 'query was', 'queries were')} reranked by something whose scores may depend on the whole list.`;
    const paragraph = `The smallest N that would have given the same top ${topK} is not known from traces: ${fact} Run again with fewer candidates.`;
    return { kind: 'text', paragraphs: [paragraph] };
  }
  return {
    kind: 'table',
    caption: `The smallest N that would have given the same top ${topK}`,
    columns: [{ label: 'to' }, { label: 'N' }],
    rows: [
      ['95% of the queries', smallestN.for95],
      ['99% of the queries', smallestN.for99],
      ['all queries', smallestN.for100],
    ],
  };
}
