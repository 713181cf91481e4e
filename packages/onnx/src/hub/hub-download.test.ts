import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { DownloadProgress, ResolvedModel, ResolveModelOptions } from '../index.ts';
import { resolveModel } from '../index.ts';
import { tinyModel } from '../tiny-model.fixture.ts';
import {
  breakOff,
  COMMIT,
  etagOf,
  filesOf,
  type StandInHub,
  sendFile,
  sha256,
  startStandInHub,
} from './stand-in-hub.fixture.ts';

const code = (code: string) => expect.objectContaining({ code });
const WEIGHTS = 'onnx/model.onnx';
const model = 'somebody/tiny-model';

interface Scene {
  readonly hub: StandInHub;
  readonly cacheFolder: string;
  readonly folder: string;
  resolve(options?: Partial<ResolveModelOptions>): Promise<ResolvedModel>;
}

async function scene(): Promise<Scene> {
  const hub = await startStandInHub(filesOf(tinyModel));
  const cacheFolder = mkdtempSync(join(tmpdir(), 'tsr-cache-'));
  onTestFinished(() => rmSync(cacheFolder, { recursive: true }));
  const settings = { endpoint: hub.endpoint, retries: 3, retryDelayMs: 1, stalledAfterMs: 2000 };
  const resolve = (options: Partial<ResolveModelOptions> = {}) =>
    resolveModel({ model, cacheFolder, hub: settings, ...options });
  return { hub, cacheFolder, folder: join(cacheFolder, model, 'main'), resolve };
}

const isWeights = ({ url }: IncomingMessage) => url?.endsWith(`/${WEIGHTS}`);
const weightsRequests = (hub: StandInHub) =>
  hub.requests.filter((line) => line.includes(WEIGHTS)).map((line) => line.replace(/^.*model\.onnx ?/, ''));
const leftovers = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(part|tmp)$/.test(name));

/** Intercepts requests for the weights, the first with the first handler and so on; later ones are left alone. */
function forWeights(hub: StandInHub, ...handlers: ((request: IncomingMessage, response: ServerResponse) => unknown)[]) {
  hub.intercept = (request, response) => {
    if (!isWeights(request)) return undefined;
    const handler = handlers.shift();
    handler?.(request, response);
    return handler !== undefined;
  };
}

describe('a model that is named by its id', () => {
  it('is downloaded at one commit, each file once, and recorded', async () => {
    const { hub, folder, resolve } = await scene();
    const resolved = await resolve();
    expect(resolved).toMatchObject({ name: model, folder, onnxFile: join(folder, WEIGHTS) });
    const { fingerprint } = await resolveModel({ model: tinyModel });
    expect(resolved.fingerprint).toBe(fingerprint);
    const path = (name: string) => `GET /${model}/resolve/${COMMIT}/${name}`;
    expect(hub.requests).toEqual([
      `GET /api/models/${model}/revision/main?blobs=true`,
      ...['config.json', 'tokenizer.json', 'tokenizer_config.json', WEIGHTS].map(path),
    ]);
    expect(leftovers(folder)).toEqual([]);
    const manifest = JSON.parse(readFileSync(join(folder, 'tsr-manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ repository: model, revision: 'main', commit: COMMIT });
    const content = hub.files.get(WEIGHTS)!;
    expect(manifest.files[WEIGHTS]).toEqual({ sha256: sha256(content), bytes: content.length });
  });

  it('is taken from the cache without a request, whatever the branch is by then', async () => {
    const { hub, resolve } = await scene();
    const first = await resolve();
    const before = hub.requests.length;
    hub.commit = 'f'.repeat(40);
    hub.files.set(WEIGHTS, Buffer.from('something else'));
    expect(await resolve()).toEqual(first);
    expect(await resolve({ hub: false })).toEqual(first);
    expect(hub.requests).toHaveLength(before);
  });

  it('is looked up under its alias', async () => {
    const { hub, cacheFolder, resolve } = await scene();
    const id = 'cross-encoder/ms-marco-MiniLM-L-6-v2';
    const { name, folder } = await resolve({ model: id });
    expect(name).toBe(id);
    expect(folder).toBe(join(cacheFolder, 'Xenova/ms-marco-MiniLM-L-6-v2/main'));
    expect(hub.requests[0]).toContain('/api/models/Xenova/ms-marco-MiniLM-L-6-v2/');
  });

  it('has a folder per revision, and one more file where another is asked for', async () => {
    const { hub, cacheFolder, resolve } = await scene();
    hub.files.set('onnx/model_quantized.onnx', Buffer.from(hub.files.get(WEIGHTS)!));
    const main = await resolve();
    expect(main.onnxFile).toMatch(/model_quantized\.onnx$/);
    expect((await resolve({ revision: 'refs/pr/1' })).folder).toBe(join(cacheFolder, model, 'refs%2Fpr%2F1'));
    const before = hub.requests.length;
    expect((await resolve({ onnxFile: WEIGHTS })).onnxFile).toBe(join(main.folder, WEIGHTS));
    expect(hub.requests.slice(before)).toEqual([
      `GET /api/models/${model}/revision/${COMMIT}?blobs=true`,
      `GET /${model}/resolve/${COMMIT}/${WEIGHTS}`,
    ]);
  });

  it('brings what it says of its pooling', async () => {
    const { hub, folder, resolve } = await scene();
    hub.files.set('1_Pooling/config.json', Buffer.from('{"pooling_mode_cls_token":true}'));
    await resolve();
    expect(readFileSync(join(folder, '1_Pooling/config.json'), 'utf8')).toBe('{"pooling_mode_cls_token":true}');
  });

  it('needs a cache folder that can be written', async () => {
    const { cacheFolder, resolve } = await scene();
    const file = join(cacheFolder, 'file');
    writeFileSync(file, '');
    await expect(resolve({ cacheFolder: file })).rejects.toThrow(code('TSR_IO'));
  });

  it('tells how far it is', async () => {
    const { hub, resolve } = await scene();
    const told: DownloadProgress[] = [];
    await resolve({ onDownload: (progress) => told.push(progress) });
    const total = hub.files.get(WEIGHTS)!.length;
    expect(told.at(-1)).toEqual({ model, file: WEIGHTS, done: total, total, perSecond: expect.any(Number) });
    expect(new Set(told.map(({ file }) => file)).size).toBe(4);
  });

  it('may be downloaded by several at once', async () => {
    for (let round = 0; round < 8; round++) {
      const { folder, resolve } = await scene();
      const all = await Promise.all(Array.from({ length: 5 }, () => resolve()));
      expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(1);
      expect(leftovers(folder)).toEqual([]);
      expect(await resolve({ hub: false })).toEqual(all[0]);
    }
  });
});

describe('a download that breaks off', () => {
  it('is gone on with at once', async () => {
    const { hub, resolve } = await scene();
    const content = hub.files.get(WEIGHTS)!;
    forWeights(hub, (_, response) => breakOff(content, 5000, response));
    await resolve();
    expect(weightsRequests(hub)).toEqual(['', 'bytes=5000-']);
    expect(hub.headers.at(-1)).toMatchObject({ 'if-range': etagOf(content) });
  });

  it('is gone on with by the next process', async () => {
    const { hub, folder, resolve } = await scene();
    const content = hub.files.get(WEIGHTS)!;
    forWeights(
      hub,
      ...Array.from({ length: 4 }, () => (_: unknown, response: ServerResponse) => breakOff(content, 5000, response)),
    );
    await expect(resolve()).rejects.toThrow(code('TSR_IO'));
    expect(existsSync(join(folder, WEIGHTS))).toBe(false);
    hub.intercept = (request, response) => isWeights(request) && response.writeHead(403).end() !== undefined;
    await expect(resolve()).rejects.toThrow(code('TSR_MODEL_NOT_FOUND'));
    expect(leftovers(folder)).toHaveLength(1);
    hub.intercept = () => undefined;
    const before = hub.requests.length;
    const told: DownloadProgress[] = [];
    await resolve({ onDownload: (progress) => told.push(progress) });
    expect(hub.requests.slice(before)).toEqual([
      `GET /api/models/${model}/revision/${COMMIT}?blobs=true`,
      `GET /${model}/resolve/${COMMIT}/${WEIGHTS} bytes=5000-`,
    ]);
    expect(told[0]!.done).toBeGreaterThan(5000);
    expect(leftovers(folder)).toEqual([]);
  });

  it('is gone on with after its process was killed', async () => {
    const { hub, cacheFolder, resolve } = await scene();
    const content = hub.files.get(WEIGHTS)!;
    const settings = { model, cacheFolder, hub: { endpoint: hub.endpoint } };
    const program = `import { resolveModel } from '@tsr/onnx'; await resolveModel(${JSON.stringify(settings)});`;
    const typescript = new URL('../../../../tooling/typescript.mjs', import.meta.url).href;
    const source = ['--conditions=@tsr/source', '--import', typescript, '--input-type=module', '--eval'];
    const child = spawn(process.execPath, [...source, program], { cwd: fileURLToPath(new URL('.', import.meta.url)) });
    const parts = () => leftovers(cacheFolder).map((name) => readFileSync(join(cacheFolder, name)).length);
    forWeights(hub, (_, response) => {
      response.writeHead(200, { etag: etagOf(content), 'content-length': content.length });
      response.write(content.subarray(0, 5000));
      const timer = setInterval(() => parts().includes(5000) && child.kill('SIGKILL'), 10);
      child.on('exit', () => clearInterval(timer));
    });
    await new Promise((resolve) => child.on('exit', resolve));
    expect(child.signalCode).toBe('SIGKILL');
    await resolve();
    expect(weightsRequests(hub)).toEqual(['', 'bytes=5000-']);
    expect(leftovers(cacheFolder)).toEqual([]);
  });

  it('begins anew where the file has changed in between', async () => {
    const { hub, folder, resolve } = await scene();
    const content = hub.files.get(WEIGHTS)!;
    const older = Buffer.from(content.map((byte) => byte ^ 1));
    forWeights(hub, (_, response) => breakOff(older, 5000, response));
    await resolve();
    expect(weightsRequests(hub)).toEqual(['', 'bytes=5000-']);
    expect(readFileSync(join(folder, WEIGHTS)).equals(content)).toBe(true);
  });

  it('begins anew where a server sends the rest of another version in spite of If-Range', async () => {
    const { hub, folder, resolve } = await scene();
    const content = hub.files.get(WEIGHTS)!;
    const older = Buffer.from(content.map((byte) => byte ^ 1));
    forWeights(
      hub,
      (_, response) => breakOff(older, 5000, response),
      (request, response) => {
        delete request.headers['if-range'];
        sendFile(content, request, response);
      },
    );
    await resolve();
    expect(weightsRequests(hub)).toEqual(['', 'bytes=5000-', '']);
    expect(readFileSync(join(folder, WEIGHTS)).equals(content)).toBe(true);
  });

  it('begins anew where the server takes no ranges, or none of this length', async () => {
    for (const refuse of [
      (content: Buffer, response: ServerResponse) => response.end(content),
      (_: Buffer, response: ServerResponse) => response.writeHead(416).end(),
    ]) {
      const { hub, folder, resolve } = await scene();
      const content = hub.files.get(WEIGHTS)!;
      forWeights(
        hub,
        (_, response) => breakOff(content, 5000, response),
        (_, response) => refuse(content, response),
      );
      await resolve();
      expect(readFileSync(join(folder, WEIGHTS)).equals(content)).toBe(true);
    }
  });

  it('begins anew where what is left of it has been damaged', async () => {
    const { hub, folder, resolve } = await scene();
    const content = hub.files.get(WEIGHTS)!;
    forWeights(
      hub,
      ...Array.from({ length: 4 }, () => (_: unknown, response: ServerResponse) => breakOff(content, 5000, response)),
    );
    await expect(resolve()).rejects.toThrow(code('TSR_IO'));
    for (const name of leftovers(folder)) writeFileSync(join(folder, name), Buffer.alloc(5000));
    hub.intercept = () => undefined;
    await resolve();
    expect(weightsRequests(hub).slice(-2)).toEqual(['bytes=5000-', '']);
    expect(readFileSync(join(folder, WEIGHTS)).equals(content)).toBe(true);
  });

  it('ends with the reason of an abort, and keeps what has come', async () => {
    const { hub, folder, resolve } = await scene();
    const content = hub.files.get(WEIGHTS)!;
    const controller = new AbortController();
    forWeights(hub, (_, response) => {
      response.writeHead(200, { etag: etagOf(content), 'content-length': content.length });
      response.write(content.subarray(0, 5000));
    });
    const reason = new Error('enough');
    const onDownload = ({ file }: DownloadProgress) => file === WEIGHTS && controller.abort(reason);
    await expect(resolve({ signal: controller.signal, onDownload })).rejects.toBe(reason);
    expect(leftovers(folder)).toHaveLength(1);
  });
});

describe('a hub that fails', () => {
  it('is asked again after 500, 503 and 429', async () => {
    const { hub, resolve } = await scene();
    const fail = (status: number) => (_: unknown, response: ServerResponse) =>
      response.writeHead(status, { 'retry-after': '0' }).end();
    forWeights(hub, fail(500), fail(503), fail(429));
    await resolve();
    expect(weightsRequests(hub)).toHaveLength(4);
  });

  it('is given up in the end, with a way to go on by hand', async () => {
    const { hub, folder, resolve } = await scene();
    hub.intercept = (_, response) => response.writeHead(500).end() !== undefined;
    await expect(resolve()).rejects.toThrow(code('TSR_IO'));
    expect(hub.requests).toHaveLength(4);
    await expect(resolve()).rejects.toThrow(`into ${folder}/`);
  });

  it('that cannot be reached is given up, with a way to go on by hand', async () => {
    const { resolve } = await scene();
    const attempt = resolve({ hub: { endpoint: 'http://127.0.0.1:9', retries: 1, retryDelayMs: 1 } });
    await expect(attempt).rejects.toThrow(code('TSR_IO'));
    await expect(attempt).rejects.toThrow(
      /put config\.json, .* of https:\/\/huggingface\.co\/somebody\/tiny-model into/,
    );
  });

  it('that has no such model, file or revision is not asked again', async () => {
    const { hub, resolve } = await scene();
    hub.intercept = (_, response) => response.writeHead(404).end() !== undefined;
    await expect(resolve()).rejects.toThrow(code('TSR_MODEL_NOT_FOUND'));
    expect(hub.requests).toHaveLength(1);
  });

  it('whose repository has no ONNX weights says so', async () => {
    const { hub, resolve } = await scene();
    hub.files.delete(WEIGHTS);
    const attempt = resolve();
    await expect(attempt).rejects.toThrow(code('TSR_MODEL_NOT_FOUND'));
    await expect(attempt).rejects.toThrow(
      /no onnx\/model_quantized\.onnx or onnx\/model\.onnx or model\.onnx at commit/,
    );
  });

  it.each([401, 403])('that answers %i asks for a token, or for another', async (status) => {
    const { hub, resolve } = await scene();
    hub.intercept = (_, response) => response.writeHead(status).end() !== undefined;
    await expect(resolve()).rejects.toThrow(/set HF_TOKEN/);
    const settings = { endpoint: hub.endpoint, token: 'hf_secret' };
    const attempt = resolve({ hub: settings });
    await expect(attempt).rejects.toThrow(/refused the token/);
    await expect(attempt).rejects.not.toThrow(/hf_secret/);
    expect(hub.headers.map(({ authorization }) => authorization)).toEqual([undefined, 'Bearer hf_secret']);
  });

  it('that stops sending is given up after a time, and gone on with', async () => {
    const { hub, resolve } = await scene();
    const content = hub.files.get(WEIGHTS)!;
    forWeights(hub, (_, response) => {
      response.writeHead(200, { etag: etagOf(content), 'content-length': content.length });
      response.write(content.subarray(0, 5000));
    });
    await resolve({ hub: { endpoint: hub.endpoint, stalledAfterMs: 600, retryDelayMs: 1 } });
    expect(weightsRequests(hub)).toEqual(['', 'bytes=5000-']);
    hub.intercept = () => true;
    const silent = resolve({ revision: 'other', hub: { endpoint: hub.endpoint, stalledAfterMs: 50, retries: 0 } });
    await expect(silent).rejects.toThrow(code('TSR_TIMEOUT'));
  });

  it('that sends slowly but steadily is waited for', async () => {
    const { hub, resolve } = await scene();
    const content = hub.files.get(WEIGHTS)!;
    forWeights(hub, (_, response) => {
      response.writeHead(200, { etag: etagOf(content), 'content-length': content.length });
      const step = Math.ceil(content.length / 8);
      for (let at = 0; at < 8; at++)
        setTimeout(() => response.write(content.subarray(at * step, (at + 1) * step)), at * 100);
    });
    await resolve({ hub: { endpoint: hub.endpoint, stalledAfterMs: 600, retries: 0 } });
    expect(weightsRequests(hub)).toEqual(['']);
  });

  it('is not believed where its list is none', async () => {
    for (const text of ['<html>', '{}', '{"sha":"main","siblings":[]}', '[]', 'null']) {
      const { hub, resolve } = await scene();
      hub.intercept = (_, response) => response.end(text) !== undefined;
      await expect(resolve()).rejects.toThrow(/gave no list of files at a commit/);
    }
  });
});

describe('a file that is not what it should be', () => {
  it.each<[string, (content: Buffer, response: ServerResponse) => unknown]>([
    ['has other bytes', (content, response) => response.end(content.map((byte) => byte ^ 1))],
    ['is shorter than the hub says', (content, response) => response.end(content.subarray(1))],
    [
      'claims to be longer',
      (content, response) =>
        response
          .writeHead(200, { 'content-length': content.length + 1 })
          .end(Buffer.concat([content, content]).subarray(0, content.length + 1)),
    ],
    [
      'goes on without end',
      (content, response) => [response.write(content), response.write(content), response.end(content)],
    ],
    ['is empty', (_, response) => response.end()],
  ])('is refused where it %s', async (_, send) => {
    const { hub, folder, resolve } = await scene();
    const content = hub.files.get(WEIGHTS)!;
    forWeights(hub, (_, response) => send(content, response));
    const attempt = resolve();
    await expect(attempt).rejects.toThrow(code('TSR_CORRUPT_FILE'));
    expect(existsSync(join(folder, WEIGHTS))).toBe(false);
    expect(leftovers(folder)).toEqual([]);
    await resolve();
  });

  it('is refused where its server promises more than it sends', async () => {
    const { hub, resolve } = await scene();
    const content = hub.files.get(WEIGHTS)!;
    hub.intercept = (request, response) => (isWeights(request) ? breakOff(content, 100, response) : undefined);
    await expect(resolve()).rejects.toThrow(code('TSR_IO'));
    expect(weightsRequests(hub)).toHaveLength(4);
  });

  it('is refused where a small file is another one of the same size', async () => {
    const { hub, resolve } = await scene();
    const content = hub.files.get('tokenizer_config.json')!.map((byte) => (byte === 0x7d ? 0x20 : byte));
    hub.intercept = ({ url }, response) =>
      url?.endsWith('/tokenizer_config.json') ? response.end(content) !== undefined : undefined;
    await expect(resolve()).rejects.toThrow(/has other content than the commit that names it/);
  });

  it('is refused where it has another SHA-256 than the caller gave', async () => {
    const { hub, resolve } = await scene();
    await expect(resolve({ sha256: '0'.repeat(64) })).rejects.toThrow(/instead of 0{64}/);
    const right = sha256(hub.files.get(WEIGHTS)!);
    expect((await resolve({ sha256: right.toUpperCase() })).name).toBe(model);
    await expect(resolve({ sha256: '0'.repeat(64) })).rejects.toThrow(code('TSR_CORRUPT_FILE'));
    await expect(resolveModel({ model: tinyModel, sha256: '0'.repeat(64) })).rejects.toThrow(code('TSR_CORRUPT_FILE'));
  });

  it('is refused where it is too large for its kind, before it is read', async () => {
    const { hub, resolve } = await scene();
    hub.files.set('config.json', Buffer.alloc(2 ** 20 + 1, 32));
    await expect(resolve()).rejects.toThrow(/1048577 bytes or more/);
  });
});

describe('a file that was damaged in the cache', () => {
  it('is downloaded again at the recorded commit', async () => {
    const { hub, folder, resolve } = await scene();
    const first = await resolve();
    const content = readFileSync(first.onnxFile);
    writeFileSync(
      first.onnxFile,
      content.map((byte, index) => (index === 7000 ? byte ^ 1 : byte)),
    );
    const before = hub.requests.length;
    expect(await resolve()).toEqual(first);
    expect(readFileSync(join(folder, WEIGHTS)).equals(content)).toBe(true);
    expect(hub.requests.slice(before)).toEqual([
      `GET /api/models/${model}/revision/${COMMIT}?blobs=true`,
      `GET /${model}/resolve/${COMMIT}/${WEIGHTS}`,
    ]);
  });

  it('is refused where nothing may be downloaded', async () => {
    const { resolve } = await scene();
    const { onnxFile } = await resolve();
    writeFileSync(onnxFile, readFileSync(onnxFile).subarray(1));
    await expect(resolve({ hub: false })).rejects.toThrow(code('TSR_CORRUPT_FILE'));
    await expect(resolve({ offline: true })).rejects.toThrow(
      /lacks onnx\/model_quantized\.onnx or .*, or holds it otherwise/,
    );
  });

  it('is refused where the hub has another one by now', async () => {
    const { hub, resolve } = await scene();
    const { onnxFile } = await resolve();
    writeFileSync(onnxFile, 'x');
    hub.files.set(WEIGHTS, Buffer.from(hub.files.get(WEIGHTS)!.map((byte) => byte ^ 1)));
    await expect(resolve()).rejects.toThrow(code('TSR_CORRUPT_FILE'));
  });

  it.each(['{', '{}', '{"version":1,"files":{"a":{}}}'])('is refused where the record is %s', async (text) => {
    const { folder, resolve } = await scene();
    await resolve();
    writeFileSync(join(folder, 'tsr-manifest.json'), text);
    await expect(resolve()).rejects.toThrow(code('TSR_CORRUPT_FILE'));
  });
});

describe('a token', () => {
  it('goes to the endpoint, and not on to another host', async () => {
    const { hub, resolve } = await scene();
    const other = await startStandInHub(hub.files);
    hub.intercept = (request, response) => {
      if (!isWeights(request)) return undefined;
      response.writeHead(302, { location: `${other.endpoint}${request.url}?signature=1` }).end();
      return true;
    };
    await resolve({ hub: { endpoint: hub.endpoint, token: 'hf_secret' } });
    expect(new Set(hub.headers.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer hf_secret']));
    expect(other.headers.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  it('is taken from HF_TOKEN, and the endpoint from HF_ENDPOINT', async () => {
    const { hub, resolve } = await scene();
    vi.stubEnv('HF_TOKEN', 'hf_from_environment');
    vi.stubEnv('HF_ENDPOINT', hub.endpoint);
    onTestFinished(() => void vi.unstubAllEnvs());
    await resolve({ hub: {} });
    expect(hub.headers[0]).toMatchObject({ authorization: 'Bearer hf_from_environment' });
  });

  it('that no header can hold is refused without being shown', async () => {
    const { hub, resolve } = await scene();
    const attempt = resolve({ hub: { endpoint: hub.endpoint, token: 'hf_secret\nx' } });
    await expect(attempt).rejects.toThrow(code('TSR_INVALID_ARGUMENT'));
    await expect(attempt).rejects.not.toThrow(/hf_secret/);
  });
});

describe('a redirect', () => {
  it('is followed on the same host', async () => {
    const { hub, resolve } = await scene();
    hub.intercept = (request, response) => {
      if (!request.url?.startsWith('/somebody/')) return undefined;
      response.writeHead(307, { location: request.url.replace('/somebody/', '/moved/') }).end();
      return true;
    };
    expect((await resolve()).name).toBe(model);
  });

  it.each(['/', 'http://', 'file:///etc/passwd', 'ftp://127.0.0.1/'])('to %s is refused', async (location) => {
    const { hub, resolve } = await scene();
    hub.intercept = (_, response) => response.writeHead(302, { location }).end() !== undefined;
    await expect(resolve()).rejects.toThrow(/redirects (without end|to )/);
  });

  it('from https to http is refused', async () => {
    const asked: string[] = [];
    const answer = (url: Parameters<typeof fetch>[0]) => {
      asked.push(String(url));
      return Promise.resolve(new Response(null, { status: 302, headers: { location: 'http://hub.test/elsewhere' } }));
    };
    const attempt = resolveModel({
      model,
      cacheFolder: '/no-cache',
      hub: { endpoint: 'https://hub.test', fetch: answer },
    });
    await expect(attempt).rejects.toThrow(/redirects to http:/);
    expect(asked).toEqual([`https://hub.test/api/models/${model}/revision/main?blobs=true`]);
  });
});
