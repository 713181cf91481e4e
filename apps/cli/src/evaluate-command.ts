import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import {
  ceilingOf,
  createEvaluation,
  deepestFinal,
  type Evaluation,
  formatTrecRun,
  type Measure,
  parseMeasures,
  type Qrels,
  rankedIds,
  readTrecRun,
  type SearchRecords,
} from '@tsr/eval';
import { counted } from './counted.ts';
import { dataError, usageError } from './fail.ts';
import { formatCeiling } from './format-ceiling.ts';
import { readJudgedQueries, readQrels } from './judged-queries.ts';
import { openTwoStage } from './open-two-stage.ts';
import { recordQueries } from './recorded-queries.ts';
import type { StageOptions } from './stage-options.ts';
import { type ReportOutput, writeReport } from './write-report.ts';

export interface EvaluateOptions extends StageOptions, ReportOutput {
  readonly qrels: string;
  /** Search for these; or else `run`. */
  readonly queries?: string | undefined;
  /** A run file, instead of searching. */
  readonly run?: string | undefined;
  readonly measures: string;
  readonly saveRun?: string | undefined;
  readonly signal: AbortSignal;
}

/** `twostage evaluate`: measures of what is found, and where relevant documents were lost. */
export async function evaluateCommand(options: EvaluateOptions): Promise<void> {
  const measures = parseMeasures(options.measures);
  if (options.run !== undefined) return evaluateRun(options.run, measures, options);
  if (options.queries === undefined) throw usageError('say what to evaluate: --queries <file>, or --run <file>');
  const { queries, qrels } = await readJudgedQueries(options.queries, options.qrels);
  const opened = await openTwoStage(options);
  try {
    const records = await recordQueries(opened.retriever, queries, options.candidates, options.signal);
    if (options.saveRun !== undefined) await saveRun(options.saveRun, records);
    const evaluation = createEvaluation({ qrels, measures });
    for (const [id, record] of records) evaluation.add(id, deepestFinal(record).ids);
    const { mean, perQuery } = evaluation.report();
    const ceiling = ceilingOf({ records, qrels, k: options.topK });
    await writeReport(
      { mean, perQuery: Object.fromEntries(perQuery), ceiling },
      options,
      () => `${formatMeans(evaluation.report())}\n\n${formatCeiling(ceiling)}`,
      async () => (await import('@tsr/eval/page')).ceilingPage(ceiling),
    );
  } finally {
    await opened.dispose();
  }
}

async function evaluateRun(path: string, measures: readonly Measure[], options: EvaluateOptions): Promise<void> {
  if (options.html !== undefined)
    throw usageError('--html shows what searches found, and --run has none; leave one out');
  const evaluation = await evaluationOfRun(path, await readQrels(options.qrels), measures);
  const { perQuery, ...rest } = evaluation;
  const data = { ...rest, perQuery: Object.fromEntries(perQuery) };
  await writeReport(data, { json: options.json }, () => formatMeans(evaluation));
}

/** A run file, scored as it is read. Ties are broken as trec_eval does. */
export async function evaluationOfRun(path: string, qrels: Qrels, measures: readonly Measure[]): Promise<Evaluation> {
  const evaluation = createEvaluation({ qrels, measures });
  try {
    for await (const { queryId, results } of readTrecRun(createReadStream(path, 'utf8'))) {
      evaluation.add(queryId, rankedIds(results, 'trecEval'));
    }
    return evaluation.report();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES') {
      throw usageError(`${path} cannot be read (${code}); name a run file: query Q0 document rank score tag a line`);
    }
    throw dataError(`${path}: ${message}`);
  }
}

function formatMeans({ mean, perQuery, missing, unjudged }: Evaluation): string {
  const width = Math.max(...Object.keys(mean).map(({ length }) => length));
  const lines = Object.entries(mean).map(([name, value]) => `${name.padEnd(width)}  ${value.toFixed(4)}`);
  const notes = [
    ...(missing.length > 0
      ? [`${counted(missing.length, 'judged query', 'judged queries')} without results: 0 in each mean`]
      : []),
    ...(unjudged.length > 0
      ? [`${counted(unjudged.length, 'query', 'queries')} of the run without judgments: left out`]
      : []),
  ];
  return [`Means over ${counted(perQuery.size, 'judged query', 'judged queries')}`, ...lines, ...notes].join('\n');
}

async function saveRun(path: string, records: SearchRecords): Promise<void> {
  // Scores of different stages do not compare: what counts in the file is the order.
  const run = new Map(
    [...records].map(([id, record]) => [id, deepestFinal(record).ids.map((doc, at) => ({ id: doc, score: -at - 1 }))]),
  );
  const text = formatTrecRun(run, { tag: 'twostage' });
  await writeFile(path, text).catch(({ code }: NodeJS.ErrnoException) => {
    throw usageError(`--save-run: ${path} cannot be written (${code}); name a file in a folder that is there`);
  });
}
