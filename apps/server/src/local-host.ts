import type { FastifyInstance } from 'fastify';

const local = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * Answers only requests that name this machine as their host: a web page whose name was rebound to 127.0.0.1
 * must not read the collection.
 */
export function refuseForeignHosts(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    const { host = '' } = request.headers;
    if (local.test(host)) return;
    const message = `host is ${JSON.stringify(host)}; this server answers on localhost and 127.0.0.1 only`;
    await reply.status(403).send({ error: { code: 'TSR_INVALID_ARGUMENT', message } });
  });
}
