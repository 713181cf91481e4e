import { renderMarkdown, renderPage } from '@tsr/report-page';
import type { ProvenanceReport } from '../provenance/provenance-report.ts';
import { type ProvenancePageOptions, provenancePage } from './provenance-page.ts';

export { type ProvenancePageOptions, provenancePage };

/** The report as one HTML page that needs no network and no scripts. Its data stands at the end as JSON. */
export function renderProvenancePage(report: ProvenanceReport, options?: ProvenancePageOptions): string {
  return renderPage(provenancePage(report, options));
}

/** The report as Markdown: the tables of the page, and the numbers of its plots. */
export function formatProvenanceMarkdown(report: ProvenanceReport, options?: ProvenancePageOptions): string {
  return renderMarkdown(provenancePage(report, options));
}
