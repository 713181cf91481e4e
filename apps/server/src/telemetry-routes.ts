import { type LiveProvenance, liveMetrics } from '@tsr/telemetry';
import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Registry } from 'prom-client';
import { errorResponse, liveResponse } from './schemas.ts';

/** `GET /telemetry`: where the results of the latest searches came from. `GET /metrics`: the same for Prometheus. */
export function addTelemetryRoutes(server: FastifyInstance, live: LiveProvenance): void {
  const summary = 'Where the results of the latest searches came from';
  const response = { 200: liveResponse, '4xx': errorResponse, '5xx': errorResponse };
  server.get('/telemetry', { schema: { summary, response } }, () => live.report());

  const text = { summary: `${summary}, for Prometheus`, produces: ['text/plain'] };
  server.get('/metrics', { schema: { ...text, response: { 200: { type: 'string' } } } }, async (_, reply) => {
    const registry = await registryOf(live);
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}

/**
 * The figures as they are now: a window has no history of its own to add to. Those that are not known are left out, since
 * prom-client gives a metric without labels the value 0.
 */
async function registryOf(live: LiveProvenance): Promise<Registry> {
  const registry = new Registry();
  for (const { name, help, type, samples } of liveMetrics(await live.report())) {
    if (samples.length === 0) continue;
    const settings = { name, help, labelNames: Object.keys(samples[0]?.labels ?? {}), registers: [registry] };
    const metric = type === 'counter' ? new Counter(settings) : new Gauge(settings);
    for (const { labels, value } of samples) metric.inc(labels, value);
  }
  return registry;
}
