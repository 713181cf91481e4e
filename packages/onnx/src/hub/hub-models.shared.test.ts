import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { describeShared, sharedPath } from '../../../../tooling/shared.ts';
import { type DownloadProgress, resolveModel } from '../index.ts';
import { breakOff, filesOf, sha256, startStandInHub } from './stand-in-hub.fixture.ts';

const WEIGHTS = 'onnx/model_quantized.onnx';

describeShared('a model of 23 MB', () => {
  it.each([
    ['sentence-transformers/all-MiniLM-L6-v2', 'Xenova/all-MiniLM-L6-v2'],
    ['BAAI/bge-small-en-v1.5', 'Xenova/bge-small-en-v1.5'],
    ['cross-encoder/ms-marco-MiniLM-L-6-v2', 'tsr/untrained-cross-encoder-l6'],
  ])('%s comes from a hub by its alias, in spite of a line that breaks every few megabytes', async (model, folder) => {
    const hub = await startStandInHub(filesOf(sharedPath(`models/${folder}`)));
    const content = hub.files.get(WEIGHTS)!;
    const cacheFolder = mkdtempSync(join(tmpdir(), 'tsr-cache-'));
    onTestFinished(() => rmSync(cacheFolder, { recursive: true }));
    let breaks = 0;
    hub.intercept = ({ url, headers }, response) =>
      url?.endsWith(WEIGHTS) && !headers.range && breaks++ === 0 ? breakOff(content, 5_000_000, response) : undefined;
    const told: DownloadProgress[] = [];
    const options = { model, cacheFolder, hub: { endpoint: hub.endpoint, retryDelayMs: 1, retries: 1 } };
    const resolved = await resolveModel({ ...options, onDownload: (progress) => told.push(progress) });
    expect(resolved).toMatchObject({ name: model, bytes: content.length });
    const { fingerprint } = await resolveModel({ model: sharedPath(`models/${folder}`) });
    expect(resolved.fingerprint).toBe(fingerprint);
    expect(told.at(-1)).toMatchObject({ file: WEIGHTS, done: content.length, total: content.length });
    expect(hub.requests.at(-1)).toMatch(/model_quantized\.onnx bytes=\d+-$/);
    const requests = hub.requests.length;
    expect(await resolveModel({ ...options, sha256: sha256(content) })).toEqual(resolved);
    expect(hub.requests).toHaveLength(requests);
  });
});
