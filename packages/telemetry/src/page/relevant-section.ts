import type { PageSection } from '@tsr/report-page';
import type { ProvenanceReport } from '../provenance/provenance-report.ts';
import { rangeTable, shareBars } from './range-bars.ts';
import { counted, percent, rounded } from './words.ts';

/** The same of relevant documents alone, where queries came with judgments. */
export function relevantSection({ relevant, topK }: ProvenanceReport): readonly PageSection[] {
  if (relevant === null) return [];
  const { results, candidates, queries, byRank, byScore } = relevant;
  const of = (count: number): string => percent(relevant.relevant === 0 ? null : count / relevant.relevant);
  const figures = [
    { label: `in the final top ${topK}`, value: rounded(results), note: of(results) },
    {
      label: 'among the candidates, and not returned',
      value: rounded(candidates - results),
      note: of(candidates - results),
    },
    {
      label: 'lost before the second stage',
      value: rounded(relevant.relevant - candidates),
      note: of(relevant.relevant - candidates),
    },
  ];
  return [
    {
      heading: 'Relevant documents alone',
      intro: `${counted(relevant.relevant, 'relevant document', 'relevant documents')} of ${counted(queries, 'query', 'queries')} with judgments.`,
      blocks: [
        { kind: 'figures', figures },
        shareBars('Relevant results by stage-1 rank', 'stage-1 rank', byRank),
        rangeTable('All figures of relevant documents by stage-1 rank', 'stage-1 rank', byRank),
        shareBars('Relevant results by stage-1 score', 'stage-1 score', byScore),
      ],
    },
  ];
}
