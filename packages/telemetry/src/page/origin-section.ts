import type { PageSection } from '@tsr/report-page';
import type { ProvenanceReport } from '../provenance/provenance-report.ts';
import { rangeTable, shareBars } from './range-bars.ts';

/** By first-stage rank and by first-stage score. */
export function originSection({ topK, byRank, byScore, scoreScale }: ProvenanceReport): PageSection {
  const scale = {
    minMax: 'min-max of each query’s candidates',
    quantile: 'quantile of each query’s candidates',
    raw: 'raw',
  };
  const scoreLabel = `stage-1 score (${scale[scoreScale]})`;
  const rankIntro = 'Diamonds: what the first stage’s own order would have given. Crosses: what chance would.';
  return {
    heading: `Where the top ${topK} came from`,
    intro: 'Shares of all final results, by what the first stage thought of them.',
    blocks: [
      shareBars('By stage-1 rank', 'stage-1 rank', byRank, `Whiskers: bootstrap interval over queries. ${rankIntro}`),
      rangeTable('All figures by stage-1 rank', 'stage-1 rank', byRank),
      shareBars('By stage-1 score', scoreLabel, byScore),
      rangeTable('All figures by stage-1 score', scoreLabel, byScore),
    ],
  };
}
