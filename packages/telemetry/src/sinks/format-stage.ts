import { type Degradation, type StageEvent, type StageItem, shown } from '@tsr/core';
import { formatScore } from '../format-number.ts';
import { oneLine } from '../one-line.ts';

/**
 * A stage in one readable line: stage, component, how many went in and came out, milliseconds, the best result with
 * its score, then what degraded and why, the query where the event has it, and what the stage noted, but for what says
 * which index and model it was.
 *
 *     retrieve  hybrid                → 100      4.1 ms   top auth.md#oauth2 .907
 */
export function formatStage(event: StageEvent): string {
  const { stage, component, input, output, durationMs } = event;
  const flow = `${count(input).padStart(4)} → ${count(output).padEnd(4)}`;
  const facts = `${stage.padEnd(8)}  ${component.padEnd(16)}  ${flow}  ${durationMs.toFixed(1).padStart(7)} ms`;
  return oneLine([facts, ...details(event)].join('   '));
}

function count(items: readonly StageItem[] | undefined): string {
  return items ? String(items.length) : '';
}

/** Long, and the same for every query. */
const IDENTITIES: ReadonlySet<string> = new Set(['index', 'embedder', 'fingerprint']);

function details({ output, degraded, query, notes }: StageEvent): readonly string[] {
  const [top] = output ?? [];
  return [
    ...(top ? [`top ${top.id} ${formatScore(top.score)}`] : []),
    ...(degraded ? [degradedText(degraded)] : []),
    ...(query === undefined ? [] : [`query ${shown(query)}`]),
    ...Object.entries(notes ?? {})
      .filter(([name]) => !IDENTITIES.has(name))
      .map(([name, value]) => `${name}=${typeof value === 'string' ? value : shown(value)}`),
  ];
}

function degradedText({ reason, message, scored, of }: Degradation): string {
  return `degraded (${reason}, ${scored} of ${of}): ${message}`;
}
