import type { Filter, RetrieveOptions } from '@tsr/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { CLIENT_GONE } from './error-reply.ts';
import { errorResponse, searchRequest, searchResponse } from './schemas.ts';
import type { Opening } from './served-index.ts';

interface SearchRequest extends Omit<RetrieveOptions, 'signal' | 'trace' | 'filter'> {
  readonly query: string;
  readonly filter?: Filter;
  readonly explain?: boolean;
}

/** `POST /search` */
export function addSearchRoute(server: FastifyInstance, index: Opening): void {
  const response = { 200: searchResponse, '4xx': errorResponse, '5xx': errorResponse };
  const schema = { summary: 'Search in two stages', body: searchRequest, response };
  server.post<{ Body: SearchRequest }>('/search', { schema }, async ({ body }, reply) => {
    const { query, explain = false, ...options } = body;
    if (index.state() === 'opening') reply.header('retry-after', '1');
    const { retriever } = index.get();
    const call = { ...options, signal: goneSignal(reply) };
    return explain ? retriever.explain(query, call) : retriever.retrieve(query, call);
  });
}

/** Aborts when the client goes away before it has its answer. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  const gone = Object.assign(new Error('the client has gone'), { code: CLIENT_GONE });
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(gone);
  });
  return controller.signal;
}
