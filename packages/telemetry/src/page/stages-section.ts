import type { PageSection } from '@tsr/report-page';
import type { ProvenanceReport } from '../provenance/provenance-report.ts';
import { distinct } from './words.ts';

/** More do not fit on a page; the table has the first 500. */
const DRAWN = 40;

/** What each stage took, beside what it changed. */
export function stagesSection({ stages, topK }: ProvenanceReport): readonly PageSection[] {
  if (stages.length === 0) return [];
  const names = distinct(stages.map(({ stage, path }) => `${stage} ${path.join(' › ')}`));
  const drawn = stages.slice(0, DRAWN);
  return [
    {
      heading: 'What each stage took, and changed',
      blocks: [
        {
          kind: 'bars',
          title: 'Time a call',
          categoryLabel: 'stage',
          categories: names.slice(0, DRAWN),
          valueLabel: 'milliseconds',
          format: 'milliseconds',
          series: [
            { name: 'p50', values: drawn.map(({ durationMs }) => durationMs.p50) },
            { name: 'p95', values: drawn.map(({ durationMs }) => durationMs.p95) },
          ],
        },
        {
          kind: 'table',
          caption: 'Time, and agreement of the order given with the order made',
          columns: [
            { label: 'stage' },
            { label: 'calls' },
            { label: 'p50', format: 'milliseconds' },
            { label: 'p95', format: 'milliseconds' },
            { label: 'p99', format: 'milliseconds' },
            { label: 'Kendall τ' },
            { label: 'RBO (p .9)' },
            { label: `entered its top ${topK}, mean` },
          ],
          rows: stages.map(({ calls, durationMs: { p50, p95, p99 }, reordering }, place) => [
            ...[names[place]!, calls, p50, p95, p99],
            ...[reordering?.kendallTau ?? null, reordering?.rankBiasedOverlap ?? null, reordering?.entered ?? null],
          ]),
        },
      ],
    },
  ];
}
