import type { Meter } from '@opentelemetry/api';
import type { StageEvent } from '@tsr/core';
import { sharedAttributes } from './attributes.ts';
import { ATTRIBUTE, METRIC } from './names.ts';

/** Records the metrics of one event. */
export function createStageMetrics(meter: Meter): (event: StageEvent) => void {
  const duration = meter.createHistogram(METRIC.duration, { unit: 's', description: 'What a stage took.' });
  const given = meter.createHistogram(METRIC.output, { unit: '{document}', description: 'Documents a stage gave.' });
  const degraded = meter.createCounter(METRIC.degraded, { description: 'Stages that did not do all of their work.' });
  const lookups = meter.createCounter(METRIC.cacheLookups, { description: 'Look-ups in caches of stages.' });
  return (event) => {
    const { durationMs, output, notes = {} } = event;
    const attributes = sharedAttributes(event);
    const error = typeof notes.error === 'string' ? { [ATTRIBUTE.errorType]: notes.error } : {};
    duration.record(durationMs / 1000, { ...attributes, ...error });
    if (output) given.record(output.length, attributes);
    if (event.degraded) degraded.add(1, { ...attributes, [ATTRIBUTE.degradedReason]: event.degraded.reason });
    const { cacheHits, cacheMisses } = notes;
    if (typeof cacheHits === 'number') lookups.add(cacheHits, { ...attributes, [ATTRIBUTE.cacheHit]: true });
    if (typeof cacheMisses === 'number') lookups.add(cacheMisses, { ...attributes, [ATTRIBUTE.cacheHit]: false });
  };
}
