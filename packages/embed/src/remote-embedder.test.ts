import type { ServerResponse } from 'node:http';
import { testEmbedder } from '@tsr/conformance';
import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { createRemoteEmbedder, type RemoteEmbedder, type RemoteEmbedderOptions } from './index.ts';
import { answerTo, DIMENSIONS, type RemoteServer, startRemoteServer, vectorOf } from './remote-server.fixture.ts';

const code = (code: string) => expect.objectContaining({ code });
const model = 'text-embedding-tiny';

let server: RemoteServer;
beforeAll(async () => {
  server = await startRemoteServer();
});
afterAll(() => server.close());
let seen = 0;
beforeEach(() => {
  server.intercept = () => undefined;
  seen = server.bodies.length;
});
const bodies = () => server.bodies.slice(seen);
const create = (options: Partial<RemoteEmbedderOptions> = {}): RemoteEmbedder =>
  createRemoteEmbedder({ url: server.url, model, dimensions: DIMENSIONS, retryDelayMs: 1, ...options });
const float32 = (text: string) => Float32Array.from(vectorOf(text));

/** Answers requests with the handlers, one after the other, and later ones as usual. */
function answers(...handlers: ((response: ServerResponse, input: readonly string[]) => unknown)[]): void {
  server.intercept = ({ input }, response) => {
    const handler = handlers.shift();
    handler?.(response, input);
    return handler !== undefined;
  };
}
const status =
  (status: number, headers: Record<string, string> = {}, body = '') =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(body);

describe('a remote embedder', () => {
  testEmbedder({ describe, test }, 'on a loopback server', { create: () => create() });
  testEmbedder({ describe, test }, 'in small batches and base64', {
    create: () => create({ batchSize: 3, encodingFormat: 'base64' }),
  });

  it('asks in batches, and gives vectors in the order of the texts', async () => {
    const texts = Array.from({ length: 7 }, (_, index) => `text ${index}`);
    const embedder = create({ batchSize: 3, passagePrefix: 'passage: ' });
    expect(await embedder.embedDocuments(texts)).toEqual(texts.map((text) => float32(`passage: ${text}`)));
    // A request that a test before this one aborted may still arrive.
    const own = bodies().filter(({ input }) => input[0]?.startsWith('passage: '));
    expect(own.map(({ input }) => input.length)).toEqual([3, 3, 1]);
    expect(own[0]).toEqual({
      model,
      input: ['passage: text 0', 'passage: text 1', 'passage: text 2'],
      encoding_format: 'float',
    });
  });

  it('puts the prefix before a query', async () => {
    expect(await create({ queryPrefix: 'query: ' }).embedQuery('keys')).toEqual(float32('query: keys'));
  });

  it('asks for dimensions and for base64 where it is told to', async () => {
    const embedder = create({ sendDimensions: true, encodingFormat: 'base64' });
    expect(await embedder.embedQuery('keys')).toEqual(float32('keys'));
    expect(bodies()[0]).toMatchObject({ dimensions: DIMENSIONS, encoding_format: 'base64' });
  });

  it('reads base64 that it did not ask for, and answers without index', async () => {
    const base64 = Buffer.from(float32('keys').buffer).toString('base64');
    answers((response) => response.end(JSON.stringify({ data: [{ embedding: base64 }] })));
    expect(await create().embedQuery('keys')).toEqual(float32('keys'));
  });

  it('gives zeros for blank texts without asking', async () => {
    const [blank, text] = await create({ passagePrefix: 'passage: ' }).embedDocuments([' \n', 'x']);
    expect(blank).toEqual(new Float32Array(DIMENSIONS));
    expect(text).toEqual(float32('passage: x'));
    expect(bodies().map(({ input }) => input)).toEqual([['passage: x']]);
  });

  it('sends well-formed text only', async () => {
    await create().embedQuery('\ud800 token');
    expect(bodies()[0]!.input).toEqual(['\ufffd token']);
  });

  it('adds /embeddings to the address unless it is there, and keeps its query', async () => {
    const before = server.paths.length;
    for (const url of [server.url, `${server.url}/`, `${server.url}/embeddings`, `${server.url}/embeddings?v=1`])
      await create({ url }).embedQuery('x');
    const path = '/v1/embeddings';
    expect(server.paths.slice(before)).toEqual([path, path, path, `${path}?v=1`]);
  });

  it('counts requests, texts, tokens and cost', async () => {
    const embedder = create({ batchSize: 2, pricePerMillionTokens: 20 });
    expect(embedder.usage).toEqual({ requests: 0, texts: 0, tokens: 0, cost: 0 });
    answers(status(500));
    await embedder.embedDocuments(['ab', 'cd', 'efg']);
    expect(embedder.usage).toEqual({ requests: 3, texts: 3, tokens: 7, cost: 0.00014 });
    expect(create().usage).not.toHaveProperty('cost');
  });

  it('tells how far it is', async () => {
    const told: object[] = [];
    const onProgress = (progress: object) => told.push(progress);
    await create({ batchSize: 2, onProgress }).embedDocuments(['a', 'b', '', 'c']);
    expect(told).toEqual([3, 4].map((done) => ({ done, total: 4, perSecond: expect.any(Number) })));
  });

  it('has a fingerprint of everything that changes vectors, and of nothing secret', () => {
    const fingerprint = (options: Partial<RemoteEmbedderOptions>) => create(options).fingerprint;
    const changed = [{}, { model: 'other' }, { queryPrefix: 'q' }, { passagePrefix: 'q' }, { sendDimensions: true }];
    const prints = [...changed, { dimensions: 7 }, { url: `${server.url}/b` }].map(fingerprint);
    expect(new Set(prints).size).toBe(prints.length);
    const url = `${server.url}/embeddings?key=sk-secret`;
    expect(fingerprint({ url, apiKey: 'sk-secret', headers: { 'x-key': 'sk-secret' } })).toBe(fingerprint({}));
    expect(fingerprint({ fingerprint: 'mine' })).toBe('mine');
  });
});

describe('a server that fails', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])('is asked again after %i', async (wrong) => {
    answers(status(wrong), status(wrong));
    expect(await create({ maxRetries: 2 }).embedQuery('x')).toEqual(float32('x'));
    answers(status(wrong), status(wrong));
    await expect(create({ maxRetries: 1 }).embedQuery('x')).rejects.toThrow(code('TSR_IO'));
  });

  it.each([400, 401, 403, 404, 413, 422])('is not asked again after %i', async (wrong) => {
    answers(status(wrong, {}, '{"error":{"message":"no\\n such model"}}'));
    const attempt = create().embedQuery('x');
    await expect(attempt).rejects.toThrow(code('TSR_IO'));
    await expect(attempt).rejects.toThrow(`answered ${wrong} (no such model); `);
    expect(bodies()).toHaveLength(1);
  });

  it('is left alone for as long as it asks', async () => {
    const began = performance.now();
    answers(status(429, { 'retry-after': '1' }));
    await create().embedQuery('x');
    expect(performance.now() - began).toBeGreaterThan(950);
  });

  it('is not waited for by who has gone', async () => {
    answers(status(429, { 'retry-after': '30' }));
    const controller = new AbortController();
    const attempt = create().embedQuery('x', { signal: controller.signal });
    const reason = new Error('enough');
    setTimeout(() => controller.abort(reason), 30);
    await expect(attempt).rejects.toBe(reason);
  });

  it('that breaks the connection is asked again', async () => {
    answers((response) => response.destroy());
    expect(await create().embedQuery('x')).toEqual(float32('x'));
    await expect(create({ url: 'http://127.0.0.1:9', maxRetries: 1 }).embedQuery('x')).rejects.toThrow(code('TSR_IO'));
  });

  it('that gives no answer, or half of one, is given up after a time', async () => {
    server.intercept = () => true;
    const options = { timeoutMs: 50, maxRetries: 1 };
    await expect(create(options).embedQuery('x')).rejects.toThrow(code('TSR_TIMEOUT'));
    expect(bodies()).toHaveLength(2);
    server.intercept = (_, response) => response.write('{"data":') || true;
    await expect(create(options).embedQuery('x')).rejects.toThrow(code('TSR_TIMEOUT'));
  });

  it('stops being asked when the caller aborts', async () => {
    const controller = new AbortController();
    let closed: Promise<unknown> | undefined;
    server.intercept = (_, response) => {
      closed = new Promise((resolve) => response.on('close', resolve));
      controller.abort('enough');
      return true;
    };
    await expect(create({ batchSize: 1 }).embedDocuments(['a', 'b'], controller)).rejects.toBe('enough');
    await closed;
    expect(bodies()).toHaveLength(1);
  });
});

describe('an answer that is none', () => {
  interface Answer {
    data: { index: number; embedding: (number | string | null)[] }[];
  }
  type Handler = (response: ServerResponse, input: readonly string[]) => unknown;
  const wrong =
    (change: (answer: Answer) => object): Handler =>
    (response, input) => {
      const answer = answerTo({ model, input, encoding_format: 'float' }) as unknown as Answer;
      response.end(JSON.stringify(change(answer)));
    };
  /** The usual answer, with other fields in its first item. */
  const with0 = (facts: object) => wrong(({ data }) => ({ data: [{ ...data[0], ...facts }, data[1]] }));
  const vector = (change: (numbers: (number | string | null)[]) => unknown) =>
    wrong((answer) => {
      change(answer.data[0]!.embedding);
      return answer;
    });
  const base64 = Buffer.from(new Float32Array(DIMENSIONS).fill(Number.NaN).buffer).toString('base64');

  it.each<[string, Handler]>([
    ['too few vectors', wrong(({ data }) => ({ data: data.slice(1) }))],
    ['too many vectors', wrong(({ data }) => ({ data: [...data, data[0]] }))],
    ['an index twice', with0({ index: 0 })],
    ['an index beyond', with0({ index: 2 })],
    ['an index below', with0({ index: -1 })],
    ['an index that is a word', with0({ index: 'length' })],
    ['a vector too long', vector((numbers) => numbers.push(1))],
    ['a vector too short', vector((numbers) => numbers.pop())],
    ['no vector', with0({ embedding: undefined })],
    ['null in a vector', vector((numbers) => numbers.fill(null, 2, 3))],
    ['a string in a vector', vector((numbers) => numbers.fill('1', 2, 3))],
    ['a number that 32 bits cannot hold', vector((numbers) => numbers.fill(1e300, 2, 3))],
    ['base64 of another length', with0({ embedding: 'AAAAAA==' })],
    ['base64 of NaN', with0({ embedding: base64 })],
    ['what is no base64', with0({ embedding: '?' })],
    ['no list', wrong(() => ({}))],
    ['a list of nothing', wrong(() => ({ data: [null, null] }))],
    ['an error with status 200', wrong(() => ({ error: 'x' }))],
    ['a page', (response) => response.end('<html>')],
    ['null', (response) => response.end('null')],
  ])('is refused: %s', async (_, handler) => {
    answers(handler);
    const embedder = create();
    await expect(embedder.embedDocuments(['a', 'b'])).rejects.toThrow(code('TSR_EMBEDDER_CONTRACT'));
    expect(embedder.usage).toMatchObject({ requests: 1, texts: 0 });
  });
});

it('stops reading an answer that is far too long', async () => {
  let sent = 0;
  const write = (response: ServerResponse): unknown =>
    response.destroyed || sent++ > 100 || response.write('x'.repeat(2 ** 20), () => write(response));
  answers(write);
  await expect(create().embedQuery('x')).rejects.toThrow(/sent more than \d+ bytes/);
  expect(sent).toBeLessThan(100);
});

describe('a key', () => {
  const apiKey = 'sk-secret-key';
  const headers = { 'api-key': 'another-secret' };

  it('is sent, and is in no error', async () => {
    const said = `Incorrect API key provided: ${apiKey} another-secret`;
    const failures = [
      status(401, {}, JSON.stringify({ error: { message: said } })),
      status(400, {}, said),
      status(302, { location: 'http://127.0.0.1:9/' }),
    ];
    for (const failure of failures) {
      answers(failure);
      const error: Error = await create({ apiKey, headers, url: `${server.url}?key=${apiKey}` })
        .embedQuery('x')
        .then(
          () => expect.unreachable(),
          (reason) => reason,
        );
      expect(`${error.message} ${error.cause} ${error.stack}`).not.toMatch(/secret/);
    }
    expect(server.headers.at(-1)).toMatchObject({ authorization: `Bearer ${apiKey}`, 'api-key': 'another-secret' });
  });

  it('does not follow a redirect', async () => {
    const other = await startRemoteServer();
    answers(status(307, { location: `${other.url}/embeddings` }));
    await expect(create({ apiKey, headers }).embedQuery('x')).rejects.toThrow(/redirects elsewhere/);
    expect(other.bodies).toHaveLength(0);
    other.close();
  });

  it.each<Partial<RemoteEmbedderOptions>>([
    { apiKey: 'sk-secret\n' },
    { headers: { key: 'sk-secret\u0000' } },
    { url: 'https://user:secret@host/v1' },
  ])('that cannot be sent is refused without being shown: %#', (options) => {
    expect(() => create(options)).toThrow(code('TSR_INVALID_ARGUMENT'));
    expect(() => create(options)).not.toThrow(/secret/);
  });

  it('is not in what a fetch of the caller says', async () => {
    const fetch = () => Promise.reject(new Error(`cannot send ${apiKey}`));
    const error = await create({ apiKey, fetch, maxRetries: 0 })
      .embedQuery('x')
      .catch((reason) => reason);
    expect(`${error.message} ${error.cause}`).not.toContain(apiKey);
  });
});

describe('createRemoteEmbedder', () => {
  it.each<object>([
    { url: '' },
    { url: 'localhost' },
    { url: 'file:///v1' },
    { model: '' },
    { model: undefined },
    { dimensions: 0 },
    { dimensions: '384' },
    { batchSize: 0 },
    { batchSize: 1.5 },
    { maxRetries: -1 },
    { timeoutMs: 0 },
    { timeoutMs: 2 ** 31 },
    { retryDelayMs: Number.NaN },
    { pricePerMillionTokens: -1 },
    { encodingFormat: 'hex' },
  ])('refuses %j', (options) => {
    expect(() => create(options)).toThrow(code('TSR_INVALID_ARGUMENT'));
  });
});
