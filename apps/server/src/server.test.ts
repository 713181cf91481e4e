import { request } from 'node:http';
import { Validator } from '@seriousme/openapi-schema-validator';
import { createTwoStageRetriever, type TwoStageRetriever } from '@tsr/core';
import { createNaiveBm25, createOverlapReranker } from '@tsr/core/testing';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createServer, type ServedIndex, startServer } from './index.ts';

const documents = Array.from({ length: 30 }, (_, index) => ({
  id: `doc-${index}`,
  title: `Passage ${index}`,
  content: `OAuth2 passage number ${index}`,
  metadata: { number: index, tags: ['a', 'b'] },
}));

function retriever(): TwoStageRetriever {
  return createTwoStageRetriever({ firstStage: createNaiveBm25({ documents }), secondStage: createOverlapReranker() });
}

/** Failures that the server logs from now on; they are not printed. */
function loggedErrors(of: FastifyInstance): readonly unknown[] {
  const errors: unknown[] = [];
  of.addHook('onRequest', async (request) => {
    vi.spyOn(request.log, 'error').mockImplementation((error: unknown) => void errors.push(error));
  });
  return errors;
}

let server: FastifyInstance;
beforeEach(async () => {
  server = await createServer({ index: { retriever: retriever(), size: documents.length } });
});
afterEach(() => server.close());

const post = (body: object, more: InjectOptions = {}) =>
  server.inject({ method: 'POST', url: '/search', headers: { host: 'localhost' }, payload: body, ...more });
const get = (url: string) => server.inject({ url, headers: { host: '127.0.0.1:8080' } });

describe('POST /search', () => {
  test('answers with what retrieve gives', async () => {
    const response = await post({ query: 'passage 7', firstStageK: 20, finalK: 3 });
    expect(response.statusCode).toBe(200);
    const { results, warnings } = (await retriever().retrieve('passage 7', {
      firstStageK: 20,
      finalK: 3,
    })) as object & {
      results: readonly unknown[];
      warnings: readonly string[];
    };
    expect(response.json()).toMatchObject({ results: JSON.parse(JSON.stringify(results)), warnings });
    expect(response.json()).not.toHaveProperty('trace');
  });

  test('filters, pages and explains', async () => {
    const response = await post({
      query: 'passage',
      filter: { number: { $lt: 5 } },
      finalK: 2,
      offset: 1,
      explain: true,
    });
    const { results, trace } = response.json();
    expect(results.map((each: { rank: number }) => each.rank)).toEqual([2, 3]);
    expect(results.every((each: { metadata: { number: number } }) => each.metadata.number < 5)).toBe(true);
    expect(trace.map((event: { stage: string }) => event.stage)).toEqual(['retrieve', 'rerank', 'search']);
  });

  test('leaves the second stage out on request', async () => {
    const [best] = (await post({ query: 'passage', secondStage: false })).json().results;
    expect(best).not.toHaveProperty('secondStageScore');
  });

  test('says why a second stage was not asked, and nothing where it was', async () => {
    const skipped = async (body: object) => (await post(body)).json().secondStageSkipped;
    expect(await skipped({ query: 'passage', filter: { number: 3 } })).toBe('one-candidate');
    expect(await skipped({ query: ' ' })).toBe('blank-query');
    expect(await skipped({ query: 'passage' })).toBeUndefined();
  });

  test.each<[string, object, RegExp]>([
    ['no query', {}, /must have required property 'query'/],
    ['an empty query', { query: '' }, /must NOT have fewer than 1 characters/],
    ['a query of 10,001 characters', { query: 'x'.repeat(10_001) }, /must NOT have more than 10000 characters/],
    ['a number as query', { query: 7 }, /must be string/],
    [
      'an unknown field',
      { query: 'x', topk: 3 },
      /must NOT have additional properties, such as "topk"; GET \/openapi\.json says/,
    ],
    ['firstStageK above 1,000', { query: 'x', firstStageK: 1_001 }, /must be <= 1000/],
    ['finalK 0', { query: 'x', finalK: 0 }, /must be >= 1/],
    ['finalK above firstStageK', { query: 'x', finalK: 50, firstStageK: 20 }, /finalK is 50, firstStageK is 20/],
    ['a filter with an unknown operator', { query: 'x', filter: { a: { $regex: '.*' } } }, /\$regex.*is no operator/],
  ])('refuses %s', async (_, body, message) => {
    const response = await post(body);
    expect(response.statusCode).toBe(400);
    expect(response.json().error).toMatchObject({
      code: 'TSR_INVALID_ARGUMENT',
      message: expect.stringMatching(message),
    });
  });

  test('refuses a body over 64 KiB, one that is not JSON, and other media types', async () => {
    expect((await post({ query: 'x', filter: { a: 'x'.repeat(70_000) } })).statusCode).toBe(413);
    const headers = { host: 'localhost', 'content-type': 'application/json' };
    expect((await post({}, { payload: '{', headers })).statusCode).toBe(400);
    expect((await post({}, { payload: 'x', headers: { ...headers, 'content-type': 'text/plain' } })).statusCode).toBe(
      415,
    );
  });

  test('a status that somebody else put on an error is not the answer to the client', async () => {
    const unauthorized = Object.assign(new Error('key sk-123 is wrong'), { statusCode: 401 });
    const broken = { ...retriever(), retrieve: () => Promise.reject(unauthorized) };
    await server.close();
    server = await createServer({ index: { retriever: broken, size: 1 } });
    const response = await post({ query: 'x' });
    expect([response.statusCode, response.body.includes('sk-123')]).toEqual([500, false]);
  });

  test('a failing retriever is a 500 with its code, its message stays in the log, and the server lives on', async () => {
    const failure = Object.assign(new Error('disk on fire at /home/me'), { code: 'TSR_IO' });
    const broken = { ...retriever(), retrieve: () => Promise.reject(failure) };
    server = await createServer({ index: { retriever: broken, size: 1 } });
    const logged = loggedErrors(server);
    const response = await post({ query: 'x' });
    expect(response.statusCode).toBe(500);
    const message = "the search failed; the server's log says why";
    expect(response.json()).toEqual({ error: { code: 'TSR_IO', message } });
    expect(logged).toEqual([failure]);
    expect((await get('/livez')).statusCode).toBe(200);
  });

  test('a client that goes away aborts its search, and that is logged as no failure', async () => {
    const client = new AbortController();
    const signals: AbortSignal[] = [];
    const retrieve: TwoStageRetriever['retrieve'] = (_, { signal } = {}) => {
      signals.push(signal as AbortSignal);
      client.abort();
      return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    };
    server = await createServer({ index: { retriever: { ...retriever(), retrieve }, size: 1 } });
    const logged = loggedErrors(server);
    const statuses: number[] = [];
    const answered = new Promise<void>((resolve) => {
      server.addHook('onSend', async (_, reply) => {
        statuses.push(reply.statusCode);
        resolve();
      });
    });
    const address = await server.listen({ host: '127.0.0.1', port: 0 });
    const headers = { 'content-type': 'application/json' };
    const sent = request(`${address}/search`, { method: 'POST', headers, signal: client.signal });
    sent.on('error', () => {}).end('{"query":"x"}');
    await answered;
    expect([statuses, signals.map(({ aborted }) => aborted), logged]).toEqual([[499], [true], []]);
  });
});

describe('health', () => {
  test('a server whose index is opening is alive but not ready', async () => {
    let open = (_: ServedIndex): void => {};
    const index = new Promise<ServedIndex>((resolve) => {
      open = resolve;
    });
    server = await createServer({ index });
    loggedErrors(server);
    expect((await get('/livez')).json()).toEqual({ status: 'ok' });
    expect([(await get('/readyz')).statusCode, (await get('/readyz')).json()]).toEqual([503, { status: 'opening' }]);
    const early = await post({ query: 'x' });
    expect([early.statusCode, early.headers['retry-after'], early.json().error.code]).toEqual([
      503,
      '1',
      'TSR_NOT_READY',
    ]);
    open({ retriever: retriever(), size: 30 });
    await index;
    expect((await get('/readyz')).json()).toEqual({ status: 'ready', passages: 30 });
    expect((await post({ query: 'passage' })).statusCode).toBe(200);
  });

  test('a server whose index cannot be opened says so, whatever the failure, and blames no client', async () => {
    const failure = Object.assign(new TypeError('onnx: model is 7'), { code: 'TSR_INVALID_ARGUMENT' });
    server = await createServer({ index: Promise.reject(failure) });
    const logged = loggedErrors(server);
    const ready = await get('/readyz');
    expect([ready.statusCode, ready.json()]).toEqual([503, { status: 'failed' }]);
    const { statusCode, headers, body } = await post({ query: 'x' });
    expect([statusCode, headers['retry-after'], JSON.parse(body).error.code]).toEqual([
      503,
      undefined,
      'TSR_NOT_READY',
    ]);
    expect(body).not.toContain('onnx');
    expect(logged).toMatchObject([{ code: 'TSR_NOT_READY', cause: failure }]);
  });
});

describe('telemetry', () => {
  test('says where the results of the latest searches came from, without their texts', async () => {
    const empty = (await get('/telemetry')).json();
    expect(empty).toMatchObject({ window: { searches: 0, from: null, perSecond: null }, provenance: { queries: 0 } });
    await post({ query: 'passage 7' });
    await post({ query: 'OAuth2', secondStage: false, explain: true });
    await post({ query: 'x', firstStageK: 5, finalK: 9 });
    const { statusCode, body } = await get('/telemetry');
    expect(statusCode).toBe(200);
    const { window, total, provenance } = JSON.parse(body);
    expect(window).toMatchObject({ searches: 3, failed: 1, degraded: 0 });
    expect(total).toEqual({ searches: 3, failed: 1, degraded: 0 });
    expect(provenance).toMatchObject({ queries: 2, withoutSecondStage: 1, topK: 10 });
    expect(provenance.byRank[0].share.micro).toBeGreaterThan(0);
    expect(body).not.toContain('OAuth2');
  });

  test('is there for Prometheus', async () => {
    await post({ query: 'passage 7' });
    const { statusCode, headers, body } = await get('/metrics');
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    const lines = body.split('\n');
    expect(lines).toContain('# TYPE tsr_searches_total counter');
    expect(lines).toContain('tsr_searches_total 1');
    expect(lines).toContain('tsr_window_share{ranks="101+"} 0');
    expect(body).toMatch(/\ntsr_window_stage_seconds\{stage="rerank",path="overlap",quantile="0.99"\} \d/);
    expect(body).not.toMatch(/NaN|null|passage/);
  });

  test('has no figures for Prometheus that are not known yet', async () => {
    const { body } = await get('/metrics');
    const names = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(names.map((line) => line.split(' ')[0])).toEqual([
      'tsr_searches_total',
      'tsr_searches_failed_total',
      'tsr_searches_degraded_total',
      'tsr_window_searches',
    ]);
  });

  test('is for this machine alone', async () => {
    for (const url of ['/telemetry', '/metrics']) {
      expect((await server.inject({ url, headers: { host: 'evil.example' } })).statusCode).toBe(403);
    }
  });
});

describe('the OpenAPI document', () => {
  test('is valid and names every route', async () => {
    const document = (await get('/openapi.json')).json();
    expect(await new Validator().validate(document)).toMatchObject({ valid: true });
    expect(Object.keys(document.paths).sort()).toEqual(['/livez', '/metrics', '/readyz', '/search', '/telemetry']);
    const { properties } = document.paths['/search'].post.requestBody.content['application/json'].schema;
    expect(Object.keys(properties)).toEqual(
      expect.arrayContaining(['query', 'firstStageK', 'finalK', 'filter', 'explain']),
    );
  });
});

describe('the outside', () => {
  test('an unknown route says where to look', async () => {
    expect((await get('/nothing')).json().error.message).toMatch(/openapi.json/);
  });

  test('a foreign host name is refused', async () => {
    const response = await server.inject({ url: '/livez', headers: { host: 'evil.example' } });
    expect(response.statusCode).toBe(403);
  });

  test('the server listens on 127.0.0.1 and answers there', async () => {
    const running = await startServer({ index: { retriever: retriever(), size: 30 }, port: 0 });
    expect(running.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const response = await fetch(`${running.address}/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'passage 3', finalK: 1 }),
    });
    expect(((await response.json()) as { results: readonly unknown[] }).results).toHaveLength(1);
    // Another address of this machine, which a server that listens on all of them would answer.
    await expect(fetch(running.address.replace('127.0.0.1', '127.0.0.2'))).rejects.toThrow();
    await running.close();
    await expect(fetch(`${running.address}/livez`)).rejects.toThrow();
  });
});
