import type { Meter } from '@opentelemetry/api';
import type { StageEvent } from '@tsr/core';
import { sharedAttributes } from './attributes.ts';
import { ATTRIBUTE, BOUNDS, METRIC } from './names.ts';

/** Records the metrics of one event. */
export function createStageMetrics(meter: Meter): (event: StageEvent) => void {
  const histogram = (name: string, unit: string, description: string, explicitBucketBoundaries: number[]) =>
    meter.createHistogram(name, { unit, description, advice: { explicitBucketBoundaries } });
  const duration = histogram(METRIC.duration, 's', 'What a stage took.', BOUNDS.seconds);
  const taken = histogram(METRIC.input, '{document}', 'Documents a stage was given.', BOUNDS.documents);
  const given = histogram(METRIC.output, '{document}', 'Documents a stage gave.', BOUNDS.documents);
  const degraded = meter.createCounter(METRIC.degraded, { description: 'Stages that did not do all of their work.' });
  const lookups = meter.createCounter(METRIC.cacheLookups, { description: 'Look-ups in caches of stages.' });
  return (event) => {
    const { durationMs, input, output, notes = {} } = event;
    const attributes = sharedAttributes(event);
    const error = typeof notes.error === 'string' ? { [ATTRIBUTE.errorType]: notes.error } : {};
    duration.record(durationMs / 1000, { ...attributes, ...error });
    if (input) taken.record(input.length, attributes);
    if (output) given.record(output.length, attributes);
    if (event.degraded) degraded.add(1, { ...attributes, [ATTRIBUTE.degradedReason]: event.degraded.reason });
    const { cacheHits, cacheMisses } = notes;
    if (typeof cacheHits === 'number') lookups.add(cacheHits, { ...attributes, [ATTRIBUTE.cacheHit]: true });
    if (typeof cacheMisses === 'number') lookups.add(cacheMisses, { ...attributes, [ATTRIBUTE.cacheHit]: false });
  };
}
