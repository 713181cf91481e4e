import { reciprocalRankFusion } from '@tsr/fusion';
import { createReplayTally, formatReplay, type ReplayOptions, replayTrace } from '@tsr/telemetry';
import { usageError } from './fail.ts';
import { readJudgments } from './judgments-file.ts';
import { readTraceFiles } from './trace-files.ts';

export interface ReplayCommandOptions {
  /** Trace files; `-` is standard input. */
  readonly traces: readonly string[];
  readonly topK: number;
  readonly candidates?: number | undefined;
  readonly weights?: Readonly<Record<string, number>> | undefined;
  readonly fusion?: 'rrf' | undefined;
  readonly interpolate?: number | undefined;
  /** `none` leaves the second stage out. */
  readonly rerank?: 'none' | undefined;
  /** Judgments, BEIR TSV. */
  readonly qrels?: string | undefined;
  readonly json: boolean;
  readonly signal: AbortSignal;
}

/** `twostage replay`: what other settings would have done, from trace files alone. */
export async function replayCommand(options: ReplayCommandOptions): Promise<void> {
  const { traces, topK, json, signal } = options;
  const change = changeOf(options);
  const judgments = await readJudgments(options.qrels);
  const tally = createReplayTally({ topK });
  for await (const { traceId, events } of readTraceFiles(traces, signal)) {
    tally.add(await replayTrace(events, change), judgments.of(traceId));
  }
  judgments.checkUsed();
  const report = tally.report();
  process.stdout.write(`${json ? JSON.stringify(report, null, 2) : formatReplay(report)}\n`);
}

function changeOf({ topK, candidates, weights, fusion, interpolate, rerank }: ReplayCommandOptions): ReplayOptions {
  if (rerank === 'none' && interpolate !== undefined) {
    throw usageError('--interpolate mixes scores of a second stage, and --rerank none leaves it out; choose one');
  }
  return {
    topK,
    firstStageK: candidates,
    weights,
    ...(fusion && { fusion: reciprocalRankFusion() }),
    interpolation: interpolate,
    secondStage: rerank !== 'none',
  };
}
