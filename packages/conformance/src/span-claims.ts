import { type StageEvent, shown } from '@tsr/core';
import { claim } from './claims.ts';
import { spansOf, type TraceSpy } from './trace-spy.ts';

/** A composite's own span is its caller's to record; each span below it has one whole event. */
export function claimSpans(root: TraceSpy, subject: string): void {
  claim(root.children.length > 0, subject, 'opened no span');
  claim(root.events.length === 0, subject, "recorded an event in its caller's span");
  for (const { component, events } of spansOf(root).slice(1)) {
    claim(events.length === 1, subject, () => `span ${component} has ${events.length} events instead of 1`);
    claimEvent(events[0] as StageEvent, `${subject}, span ${component}`);
  }
}

function claimEvent({ stage, durationMs, startedAt, output = [] }: StageEvent, at: string): void {
  claim(['search', 'retrieve', 'fuse', 'rerank'].includes(stage), at, `stage is ${shown(stage)}`);
  claim(durationMs >= 0 && startedAt > 0, at, `startedAt is ${startedAt}, durationMs is ${durationMs}`);
  const wrong = output.findIndex(({ rank }, index) => rank !== index + 1);
  claim(wrong === -1, at, `output ${wrong} has rank ${output[wrong]?.rank}`);
}
