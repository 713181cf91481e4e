import { formatMoves } from './format-moves.ts';
import { formatRanges, type RangeSection, type RangeTableOptions } from './format-ranges.ts';
import { formatStages } from './format-stages.ts';
import { plural } from './plural.ts';
import type { ProvenanceFigures, ProvenanceReport, RelevantFigures } from './provenance-report.ts';

export interface FormatProvenanceOptions {
  /** Columns of the terminal. Bars take what the figures leave, and go where that is too little. @default 80 */
  readonly width?: number | undefined;
  /** ANSI colours. @default false */
  readonly color?: boolean | undefined;
}

/**
 * The report for a terminal: tables with bars, then what the second stage moved, how deep, and what each stage took.
 *
 * `share` is the part of all results that came from the range, with its interval; `lift` how many times as many came as
 * from the first stage's own top k (`new` where none would have), `random` likewise over random order; `hit rate` the
 * part of the range's candidates that became results; `macro` the mean over queries of the figure on its left.
 * From 100 columns on there are all of them. The open last range is left out where nothing is in it.
 */
export function formatProvenance(report: ProvenanceReport, options: FormatProvenanceOptions = {}): string {
  const { width = 80, color = false } = options;
  const parts = [
    summary(report),
    formatRanges(sectionsOf(report), { width, color }),
    formatMoves(report, report.topK),
    formatStages(report.stages, report.topK),
    ...(report.relevant ? [relevantPart(report.relevant, report.topK, { width, color })] : []),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function sectionsOf({ byRank, byScore, byLeg, overlap }: ProvenanceFigures): readonly RangeSection[] {
  const found = overlap.map(({ legs, ...figures }) => ({ label: legs.join(' + ') || 'no leg', ...figures }));
  return [
    { title: 'stage-1 rank', ranges: byRank },
    { title: 'stage-1 score', ranges: byScore },
    ...byLeg.flatMap(({ leg, ...parts }) => [
      { title: `rank in ${leg}`, ranges: parts.byRank },
      { title: `score in ${leg}`, ranges: parts.byScore },
    ]),
    ...(found.length > 0 ? [{ title: 'found by', ranges: found }] : []),
  ];
}

function relevantPart(relevant: RelevantFigures, topK: number, page: RangeTableOptions): string {
  const { candidates, results, queries, byRank } = relevant;
  const lost = relevant.relevant - candidates;
  const head = [
    `Relevant documents only: ${plural(queries, 'query', 'queries')} with judgments, ${plural(relevant.relevant, 'relevant document', 'relevant documents')}`,
    `  ${results} in the final top ${topK}, ${candidates - results} among the candidates and no result, ${lost} lost before`,
  ].join('\n');
  const ranges = formatRanges([{ title: 'stage-1 rank', ranges: byRank }], page);
  return `${head}\n\n${ranges}`;
}

function summary(report: ProvenanceReport): string {
  const { topK, queries, results, candidates, empty, short, unscored, withoutSecondStage } = report;
  const apart = [
    [empty, `${plural(empty, 'query', 'queries')} without results`],
    [short, `${plural(short, 'query', 'queries')} with fewer than ${topK}`],
    [withoutSecondStage, `${plural(withoutSecondStage, 'query', 'queries')} without a second stage`],
    [unscored, `${plural(unscored, 'result', 'results')} that the last stage did not score`],
  ] as const;
  const found = `${plural(results, 'result', 'results')} of ${plural(candidates, 'candidate', 'candidates')}`;
  return [
    `Where the final top ${topK} came from: ${plural(queries, 'query', 'queries')}, ${found}`,
    ...apart.filter(([count]) => count > 0).map(([, text]) => `  of them ${text}`),
  ].join('\n');
}
