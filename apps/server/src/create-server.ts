import swagger from '@fastify/swagger';
import { createLiveProvenance, type LiveProvenance, withTelemetry } from '@tsr/telemetry';
import { type FastifyInstance, fastify } from 'fastify';
import { replyWithError } from './error-reply.ts';
import { addHealthRoutes } from './health-routes.ts';
import { refuseForeignHosts } from './local-host.ts';
import { LIMITS } from './schemas.ts';
import { addSearchRoute } from './search-route.ts';
import { type ServedIndex, trackOpening } from './served-index.ts';
import { addTelemetryRoutes } from './telemetry-routes.ts';

export interface ServerOptions {
  /** What to serve. Until it is open, and if opening fails, `/livez` answers and `/readyz` and `/search` say 503. */
  readonly index: ServedIndex | Promise<ServedIndex>;
  /** Log every request, not failures alone; JSON lines on stdout. @default false */
  readonly log?: boolean;
}

/**
 * The HTTP server, not yet listening: `POST /search`, `GET /livez`, `GET /readyz`, `GET /telemetry`, `GET /metrics`,
 * `GET /openapi.json`.
 * Bodies are at most 64 KiB of JSON and may hold known fields only.
 */
export async function createServer({ index, log = false }: ServerOptions): Promise<FastifyInstance> {
  const server = fastify({
    logger: { level: log ? 'info' : 'error' },
    bodyLimit: LIMITS.bodyBytes,
    // Unknown fields and wrong types are the caller's to mend, not ours to drop or to guess.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
  });
  // JSON only: a form or plain text would let any web page post without asking.
  server.removeContentTypeParser('text/plain');
  const live = createLiveProvenance();
  const opening = trackOpening(observed(index, live));
  server.setErrorHandler(replyWithError);
  server.setNotFoundHandler((request, reply) => {
    const message = `there is no ${request.method} ${request.url}; see GET /openapi.json`;
    return reply.status(404).send({ error: { code: 'TSR_INVALID_ARGUMENT', message } });
  });
  refuseForeignHosts(server);
  const info = { title: 'twostage', description: 'Two-stage retrieval over one collection', version: '1' };
  await server.register(swagger, { openapi: { openapi: '3.1.0', info } });
  addSearchRoute(server, opening);
  addHealthRoutes(server, opening);
  addTelemetryRoutes(server, live);
  server.get('/openapi.json', { schema: { hide: true } }, async () => server.swagger());
  return server;
}

/** The index, whose searches `live` looks at: ids and scores, no texts. */
async function observed(index: ServerOptions['index'], live: LiveProvenance): Promise<ServedIndex> {
  const { retriever, ...served } = await index;
  return { ...served, retriever: withTelemetry(retriever, live) };
}
