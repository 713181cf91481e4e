import { INVALID_ARGUMENT } from '@tsr/core';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

const statusOfCode: Readonly<Record<string, number>> = { [INVALID_ARGUMENT]: 400, TSR_NOT_READY: 503 };

/**
 * Every error leaves as `{ error: { code, message } }`; what is the server's own fault is logged. The message of a 500
 * may name files or what they hold: it stays in the log.
 */
export function replyWithError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const status = statusOfCode[error.code] ?? error.statusCode ?? 500;
  if (status >= 500) request.log.error(error);
  const code = error.validation ? INVALID_ARGUMENT : (error.code ?? 'TSR_INTERNAL');
  const message = status === 500 ? "the search failed; the server's log says why" : error.message;
  reply.status(status).send({ error: { code, message } });
}
