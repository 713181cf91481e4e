import { parseMeasure, settingWords, type TuneReport, tuneFusion } from '@tsr/eval';
import { usageError } from './fail.ts';
import { readJudgedQueries } from './judged-queries.ts';
import { openTwoStage } from './open-two-stage.ts';
import { createSettingsProgress } from './progress.ts';
import { legsOf, recordQueries } from './recorded-queries.ts';
import { writeSettings } from './settings.ts';
import type { StageOptions } from './stage-options.ts';
import { type ReportOutput, writeReport } from './write-report.ts';

export interface TuneOptions extends StageOptions, ReportOutput {
  readonly queries: string;
  readonly qrels: string;
  readonly measure: string;
  readonly folds: number;
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
}

const TUNED_BEFORE =
  'what is in use was tuned before: if on these queries, the figures are too good; --untuned starts from the default\n';

/** `twostage tune`: how the legs are best fused for these queries; written beside the collection. */
export async function tuneCommand(options: TuneOptions): Promise<void> {
  if (options.firstStage !== 'hybrid') throw usageError('tune fuses two legs; leave --first-stage out');
  const report = await tuned(options);
  const text = () => formatTuning(report);
  await writeReport(report, options, text, async () => (await import('@tsr/eval/page')).tunePage(report));
  if (options.dryRun || report.level === 0) return;
  const { best: fusing, queries, measure, heldOutMean } = report;
  const path = await writeSettings(options.collection, { fusing, tunedOn: { queries, measure, heldOutMean } });
  process.stderr.write(`wrote ${path}; searches use it from now on (--untuned leaves it out)\n`);
}

async function tuned(options: TuneOptions): Promise<TuneReport> {
  const measure = parseMeasure(options.measure);
  const { queries, qrels } = await readJudgedQueries(options.queries, options.qrels);
  const opened = await openTwoStage({ ...options, rerank: 'none' });
  try {
    const records = await recordQueries(opened.retriever, queries, options.candidates, options.signal, []);
    const { default: untuned, tuned: earlier } = opened.fusing;
    if (earlier) process.stderr.write(TUNED_BEFORE);
    const inUse = earlier ?? untuned;
    const { candidates: topK, folds, signal } = options;
    // A search asks its legs for as many as it returns, where that is more.
    const current = { ...inUse, legDepth: Math.max(inUse.legDepth, topK) };
    return await tuneLegs(records, { qrels, current, measure, topK, folds, signal });
  } finally {
    await opened.dispose();
  }
}

/** The legs of recorded searches, tuned with a progress bar. */
export async function tuneLegs(
  records: Parameters<typeof legsOf>[0],
  options: Omit<Parameters<typeof tuneFusion>[0], 'legs'>,
): Promise<TuneReport> {
  const progress = createSettingsProgress();
  try {
    return await tuneFusion({ ...options, legs: legsOf(records), onProgress: progress.at });
  } finally {
    progress.finish();
  }
}

function formatTuning({ measure, queries, settings, best, level, ...report }: TuneReport): string {
  const { current, currentMean, heldOutMean, fittedMean } = report;
  const kept = level === 0;
  return [
    `${settings} settings on ${queries} judged queries, ${measure}`,
    `  in use        ${currentMean.toFixed(4)}  ${settingWords(current)}`,
    `  tuned         ${heldOutMean.toFixed(4)}  on queries that the choice has not seen`,
    `  chosen        ${fittedMean.toFixed(4)}  on the queries it was chosen on: too good, as always`,
    '',
    kept ? 'What is in use stays: nothing is better by more than chance.' : `Better: ${settingWords(best)}`,
  ].join('\n');
}
