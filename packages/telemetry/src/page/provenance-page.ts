import type { PageSection, ReportPage } from '@tsr/report-page';
import type { ProvenanceReport } from '../provenance/provenance-report.ts';
import { depthSection } from './depth-section.ts';
import { glanceSection } from './glance-section.ts';
import { legsSection } from './legs-section.ts';
import { movesSection } from './moves-section.ts';
import { originSection } from './origin-section.ts';
import { relevantSection } from './relevant-section.ts';
import { stagesSection } from './stages-section.ts';
import { counted } from './words.ts';

export interface ProvenancePageOptions {
  /** Stands above everything. @default `Where the final top 10 came from`, with the report's `topK` */
  readonly title?: string | undefined;
  /** What was searched, with what, and when. @default how many queries, results and candidates */
  readonly subtitle?: string | undefined;
}

/** The report as a page of figures, tables and plots, for `renderPage` and `renderMarkdown` of `@tsr/report-page`. */
export function provenancePage(report: ProvenanceReport, options: ProvenancePageOptions = {}): ReportPage {
  const { topK, queries, results, candidates } = report;
  const found = `${counted(results, 'result', 'results')} of ${counted(candidates, 'candidate', 'candidates')}`;
  const amounts = `${counted(queries, 'query', 'queries')}, ${found}`;
  return {
    title: options.title ?? `Where the final top ${topK} came from`,
    subtitle: options.subtitle === undefined ? amounts : `${options.subtitle} · ${amounts}`,
    sections: [
      glanceSection(report),
      originSection(report),
      ...legsSection(report),
      movesSection(report),
      depthSection(report),
      ...stagesSection(report),
      ...relevantSection(report),
      howToRead(report),
    ],
    data: report,
  };
}

function howToRead({ bootstrap: { resamples, confidence, seed } }: ProvenanceReport): PageSection {
  const paragraphs = [
    'Share: the part of all final results that came from a range. Hit rate: the part of a range’s candidates that became results. Macro: the mean over queries of the figure on its left.',
    'Lift: the share, divided by the share of the first stage’s own order; over random: by that of a random order. 1 is no difference; a dash where nothing would have come from the range.',
    `Intervals: ${Math.round(100 * confidence)}% bootstrap over queries, ${resamples} resamples, seed ${seed}.`,
    'Kendall τ: agreement of two orders, from −1 to 1. RBO: rank-biased overlap, which weighs the best ranks most (Webber, Moffat and Zobel, 2010), from 0 to 1.',
    'Shares tell where results came from, not whether they are right.',
  ];
  return { heading: 'How to read this', blocks: [{ kind: 'text', paragraphs }] };
}
