import type { PageSection } from '@tsr/report-page';
import type { ProvenanceReport } from '../provenance/provenance-report.ts';
import { rangeTable, shareBars } from './range-bars.ts';

const SCALES = {
  minMax: 'Scores are moved and scaled to 0 to 1 over each query’s candidates.',
  quantile: 'Scores are quantiles among each query’s candidates.',
  raw: 'Scores are as the first stage gave them, and compared across queries.',
} as const;

/** By first-stage rank and by first-stage score. */
export function originSection({ topK, byRank, byScore, scoreScale }: ProvenanceReport): PageSection {
  const rankIntro = 'Diamonds: what the first stage’s own order would have given. Crosses: what chance would.';
  return {
    heading: `Where the top ${topK} came from`,
    intro: 'Shares of all final results, by what the first stage thought of them.',
    blocks: [
      shareBars('By stage-1 rank', 'stage-1 rank', byRank, `Whiskers: bootstrap interval over queries. ${rankIntro}`),
      rangeTable('All figures by stage-1 rank', 'stage-1 rank', byRank),
      shareBars('By stage-1 score', 'stage-1 score', byScore, SCALES[scoreScale]),
      rangeTable('All figures by stage-1 score', 'stage-1 score', byScore),
    ],
  };
}
