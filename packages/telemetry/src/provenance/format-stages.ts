import { formatRatio } from '../format-number.ts';
import { formatTable } from '../format-table.ts';
import { oneLine } from '../one-line.ts';
import type { ProvenanceStage } from './stage-tallies.ts';

/** A line a stage: what it took, and how much of the order that it was given it kept. Empty without stages. */
export function formatStages(stages: readonly ProvenanceStage[], topK: number): string {
  if (stages.length === 0) return '';
  const heading = ['stage', '', 'calls', 'p50 ms', 'p95 ms', 'p99 ms', 'tau', 'RBO', `new in top ${topK}`];
  const align = ['left', 'left', ...heading.slice(2).map(() => 'right')] as ('left' | 'right')[];
  return formatTable([heading, ...stages.map(row)], { align });
}

function row({ stage, path, calls, durationMs, reordering }: ProvenanceStage): readonly string[] {
  const { p50, p95, p99 } = durationMs;
  const indent = '  '.repeat(path.length - 1);
  const order = reordering
    ? [formatRatio(reordering.kendallTau), formatRatio(reordering.rankBiasedOverlap), reordering.entered.toFixed(1)]
    : [];
  return [stage, oneLine(indent + (path.at(-1) ?? '')), String(calls), ...[p50, p95, p99].map(milliseconds), ...order];
}

function milliseconds(value: number | null): string {
  if (value === null) return '–';
  return value < 10 ? value.toFixed(2) : value.toFixed(1);
}
