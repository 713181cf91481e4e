import { formatShare } from '../format-number.ts';
import { oneLine } from '../one-line.ts';
import { type FormatProvenanceOptions, formatProvenance } from '../provenance/format-provenance.ts';
import { plural } from '../provenance/plural.ts';
import type { ReplayReport } from './replay-report.ts';

/** What a replay found, for a terminal: what would have changed, what is not known and why, and where from. */
export function formatReplay(report: ReplayReport, options: FormatProvenanceOptions = {}): string {
  const { topK, queries, replayed, refused, provenance } = report;
  const head = [
    `Replayed ${replayed} of ${plural(queries, 'query', 'queries')} from what was logged, without index or model`,
    ...refused.map(
      (one) => `  not ${plural(one.queries, 'query', 'queries')} (${one.reason}): ${oneLine(one.message)}`,
    ),
  ];
  if (replayed === 0) return head.join('\n');
  const same = `The top ${topK} would have been the same for ${report.sameOrder} (in any order: ${report.sameResults})`;
  const changed = `  ${report.entered} results new, ${report.left} gone; ${formatShare(report.kept)} of the results stay`;
  const body = [...head, '', same, changed, ...relevantLines(report)].join('\n');
  return `${body}\n\n${formatProvenance({ ...provenance, stages: [] }, options)}`;
}

function relevantLines({ relevant, topK }: ReplayReport): readonly string[] {
  if (!relevant) return [];
  const { queries, before, after, better, worse } = relevant;
  return [
    `  relevant in the top ${topK}: ${before} before, ${after} after (${plural(queries, 'judged query', 'judged queries')}: ${better} better, ${worse} worse)`,
  ];
}
