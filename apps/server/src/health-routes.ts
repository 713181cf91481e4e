import type { FastifyInstance } from 'fastify';
import { statusResponse } from './schemas.ts';
import type { Opening } from './served-index.ts';

/** `GET /livez`: the process answers. `GET /readyz`: searches will be answered. */
export function addHealthRoutes(server: FastifyInstance, index: Opening): void {
  let closing = false;
  server.addHook('preClose', async () => {
    closing = true;
  });

  const alive = { summary: 'Is the process alive?', response: { 200: statusResponse } };
  server.get('/livez', { schema: alive }, async () => ({ status: 'ok' }));

  const ready = { summary: 'Can it search?', response: { 200: statusResponse, 503: statusResponse } };
  server.get('/readyz', { schema: ready }, async (_, reply) => {
    const state = closing ? 'closing' : index.state();
    if (state === 'open') return { status: 'ready', passages: index.get().size };
    return reply.status(503).send({ status: state });
  });
}
