import { INVALID_ARGUMENT } from '@tsr/core';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

/** Code of a search that was given up because nobody waits for it. */
export const CLIENT_GONE = 'TSR_CLIENT_GONE';

/** 499 is what proxies log for a client that went away. */
const statusOfCode: Readonly<Record<string, number>> = {
  [INVALID_ARGUMENT]: 400,
  [CLIENT_GONE]: 499,
  TSR_NOT_READY: 503,
};

/**
 * Every error leaves as `{ error: { code, message } }`; what is the server's own fault is logged. The message of a 500
 * may name files or what they hold: it stays in the log.
 */
export function replyWithError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const status = statusOf(error);
  if (status >= 500) request.log.error(error);
  const code = error.validation ? INVALID_ARGUMENT : (error.code ?? 'TSR_INTERNAL');
  reply.status(status).send({ error: { code, message: messageOf(error, status) } });
}

/** A status of the framework's own errors counts; one that some model's or store's client put on its error does not. */
function statusOf({ code = '', statusCode = 500, validation }: FastifyError): number {
  return statusOfCode[code] ?? (validation || code.startsWith('FST_') ? statusCode : 500);
}

function messageOf({ message, validation }: FastifyError, status: number): string {
  if (status === 500) return "the search failed; the server's log says why";
  if (status === 415) return `${message}; send application/json`;
  const unknown = validation?.[0]?.params.additionalProperty;
  const named = typeof unknown === 'string' ? `${message}, such as ${JSON.stringify(unknown)}` : message;
  return validation ? `${named}; GET /openapi.json says what may stand there` : named;
}
