import { type Decision, parseMeasure, type Verdict, verdictOf } from '@tsr/eval';
import { usageError } from './fail.ts';
import { readJudgedQueries } from './judged-queries.ts';
import { openTwoStage } from './open-two-stage.ts';
import { recordQueries } from './recorded-queries.ts';
import type { StageOptions } from './stage-options.ts';
import { tuneLegs } from './tune-command.ts';
import { type ReportOutput, writeReport } from './write-report.ts';

export interface VerdictCommandOptions extends StageOptions, ReportOutput {
  readonly queries: string;
  readonly qrels: string;
  readonly measure: string;
  readonly minGain: number;
  readonly signal: AbortSignal;
}

/** Exit codes by decision; a part of the interface. */
export const VERDICT_EXIT: Readonly<Record<Decision, number>> = { keep: 0, shrink: 3, drop: 4, 'too few queries': 5 };

/** `twostage verdict`: is the second stage worth its time, against a first stage that was tuned on other queries? */
export async function verdictCommand(options: VerdictCommandOptions): Promise<void> {
  if (options.rerank === 'none') throw usageError('a verdict on the second stage needs one, and --rerank is none');
  const verdict = await given(options);
  await writeReport(
    verdict,
    options,
    () => formatVerdict(verdict),
    async () => (await import('@tsr/eval/page')).verdictPage(verdict),
  );
  process.exitCode = VERDICT_EXIT[verdict.decision];
}

async function given(options: VerdictCommandOptions): Promise<Verdict> {
  const { candidates, signal, minGain } = options;
  const measure = parseMeasure(options.measure);
  const { queries, qrels } = await readJudgedQueries(options.queries, options.qrels);
  const opened = await openTwoStage(options);
  try {
    // The first search of a process reads and compiles: it says nothing of what a query costs.
    await opened.retriever.search([...queries.values()][0]!, { topK: candidates, signal });
    const records = await recordQueries(opened.retriever, queries, candidates, signal);
    if (options.firstStage !== 'hybrid') return verdictOf({ records, qrels, measure, minGain });
    // Settings that were tuned before may have been tuned on these queries.
    const { perQuery } = await tuneLegs(records, {
      qrels,
      current: opened.fusing.default,
      measure,
      topK: candidates,
      signal,
    });
    const firstStage = new Map(perQuery.map(({ id, heldOut }) => [id, heldOut]));
    return verdictOf({ records, qrels, measure, minGain, firstStage });
  } finally {
    await opened.dispose();
  }
}

function formatVerdict(verdict: Verdict): string {
  const { decision, reason, measure, queries, n, firstStageMean, secondStageMean, gain, secondStageMs, depths } =
    verdict;
  const said = decision === 'shrink' ? `shrink to ${n} candidates` : decision;
  const rows = depths.map(
    (depth) =>
      `${String(depth.n).padStart(6)}  ${depth.mean.toFixed(4)}  ${depth.secondStageMs.toFixed(1).padStart(8)} ms`,
  );
  return [
    `${said}: ${reason}.`,
    '',
    `${measure} over ${queries} judged queries: first stage, tuned on other queries ${firstStageMean.toFixed(4)}, second stage ${secondStageMean.toFixed(4)}`,
    `p ${gain.p.toFixed(4)} (randomisation test), effect size ${gain.effectSize === null ? 'none: all gain the same' : gain.effectSize.toFixed(2)}, ${secondStageMs.toFixed(1)} ms a query`,
    '',
    '     N   quality        cost',
    ...rows,
  ].join('\n');
}
