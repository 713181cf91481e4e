import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testRetriever } from '@tsr/conformance';
import type { Document, Embedder } from '@tsr/core';
import { createHashEmbedder } from '@tsr/core/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCollection, writeCollection } from './index.ts';

const embedder = createHashEmbedder();
const documents: readonly Document[] = Array.from({ length: 150 }, (_, index) => ({
  id: `doc-${index}`,
  title: `Title ${index}`,
  content: `passage number ${index} about ${index % 2 ? 'rate limits' : 'OAuth2 tokens'}`,
  metadata: { even: index % 2 === 0 },
}));

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tsr-collection-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const snapshotFolder = async (): Promise<string> => join(directory, await readFile(join(directory, 'CURRENT'), 'utf8'));

test('what was written is found again after opening', async () => {
  expect(await writeCollection(directory, { documents, embedder })).toBe(150);
  const collection = await openCollection(directory, { embedder });
  expect(collection.size).toBe(150);
  expect(await collection.documents.getMany(['doc-7', 'none'])).toEqual([documents[7], undefined]);
  const [best] = await (await collection.firstStage('hybrid')).search('number 42 OAuth2');
  expect(best?.document).toEqual(documents[42]);
});

test('documents may arrive one by one, and progress is told', async () => {
  const seen: number[] = [];
  async function* stream(): AsyncGenerator<Document> {
    yield* documents;
  }
  await writeCollection(directory, { documents: stream(), embedder, onProgress: (written) => seen.push(written) });
  expect(seen).toEqual([64, 128, 150]);
});

test('an empty collection opens and finds nothing', async () => {
  await writeCollection(directory, { documents: [], embedder });
  expect(await (await (await openCollection(directory, { embedder })).firstStage('hybrid')).search('anything')).toEqual(
    [],
  );
});

test('writing again replaces everything and leaves one snapshot', async () => {
  await writeCollection(directory, { documents, embedder });
  await writeCollection(directory, { documents: documents.slice(0, 3), embedder });
  expect((await openCollection(directory, { embedder })).size).toBe(3);
  expect(await readdir(directory)).toHaveLength(2);
});

describe('a write that does not finish', () => {
  async function expectOldContent(): Promise<void> {
    expect((await openCollection(directory, { embedder })).size).toBe(2);
    expect(await readdir(directory)).toHaveLength(2);
  }

  beforeEach(() => writeCollection(directory, { documents: documents.slice(0, 2), embedder }));

  test('because of an abort rejects with the reason and keeps the old content', async () => {
    const controller = new AbortController();
    const onProgress = (): void => controller.abort(new Error('stop here'));
    const writing = writeCollection(directory, { documents, embedder, onProgress, signal: controller.signal });
    await expect(writing).rejects.toThrow('stop here');
    await expectOldContent();
  });

  test.each<[string, readonly Document[], RegExp]>([
    ['an id in two batches', [...documents, documents[0] as Document], /two documents have the id "doc-0"; keep one/],
    ['a document without content', [{ id: 'x' } as Document], /content is undefined; pass a string/],
  ])('because of %s names it and keeps the old content', async (_, broken, message) => {
    const writing = writeCollection(directory, { documents: broken, embedder });
    await expect(writing).rejects.toThrow(message);
    await expect(writing).rejects.toMatchObject({ code: 'TSR_INVALID_ARGUMENT' });
    await expectOldContent();
  });

  test.each<[string, Partial<Embedder>]>([
    ['too few vectors', { embedDocuments: async () => [] }],
    ['a vector with NaN', { embedDocuments: async (texts) => texts.map(() => new Float32Array(64).fill(Number.NaN)) }],
  ])('because the embedder returns %s keeps the old content', async (_, fault) => {
    const writing = writeCollection(directory, { documents, embedder: { ...embedder, ...fault } });
    await expect(writing).rejects.toMatchObject({ code: 'TSR_EMBEDDER_CONTRACT' });
    await expectOldContent();
  });
});

describe('several writers', () => {
  const small = documents.slice(0, 2);

  test('take turns: while one writes the others are refused, and what it wrote is whole', async () => {
    await mkdir(directory, { recursive: true });
    for (let round = 0; round < 20; round++) {
      const writes = [1, 2, 3].map(() => writeCollection(directory, { documents: small, embedder }));
      const outcomes = await Promise.allSettled(writes);
      for (const outcome of outcomes.filter(({ status }) => status === 'rejected')) {
        expect(outcome).toMatchObject({
          reason: { code: 'TSR_IO', message: expect.stringMatching(/is being written by/) },
        });
      }
      expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
      expect((await openCollection(directory, { embedder })).size).toBe(2);
    }
  });

  test('readers that open while others write find one content or the other', async () => {
    await writeCollection(directory, { documents: small, embedder });
    let writing = true;
    const writer = (async () => {
      for (let round = 0; round < 30; round++) {
        await writeCollection(directory, { documents: documents.slice(0, 1 + (round % 5)), embedder });
      }
      writing = false;
    })();
    while (writing) expect((await openCollection(directory, { embedder })).size).toBeLessThanOrEqual(5);
    await writer;
  });

  test('the lock of a process that is gone is taken over', async () => {
    await writeFile(join(directory, 'LOCK'), '999999999');
    expect(await writeCollection(directory, { documents: small, embedder })).toBe(2);
    expect(await readdir(directory)).toHaveLength(2);
  });

  test('the lock of a living process is respected', async () => {
    await writeFile(join(directory, 'LOCK'), String(process.ppid));
    const writing = writeCollection(directory, { documents: small, embedder });
    await expect(writing).rejects.toThrow(`is being written by process ${process.ppid}; try again when it is done`);
    expect(await readdir(directory)).toEqual(['LOCK']);
  });
});

test('snapshots that were never finished are removed by the next write, other new files are not', async () => {
  await mkdir(join(directory, `snapshot-${randomUUID()}`), { recursive: true });
  await writeFile(join(directory, '.DS_Store'), '');
  await writeCollection(directory, { documents, embedder });
  expect((await readdir(directory)).filter((entry) => entry.startsWith('snapshot-'))).toHaveLength(1);
  expect(await readdir(directory)).toContain('.DS_Store');
});

test('indexes are built when they are first asked for', async () => {
  await writeCollection(directory, { documents, embedder });
  const collection = await openCollection(directory, { embedder, engine: 'exact' });
  await collection.firstStage('bm25');
  expect(collection.denseEngine()).toBeUndefined();
  await collection.firstStage('hybrid');
  expect(collection.denseEngine()).toBe('exact');
  expect(await collection.firstStage('dense')).toBe(await collection.firstStage('dense'));
});

test('a score of the BM25 leg is explained term by term', async () => {
  await writeCollection(directory, { documents, embedder });
  const collection = await openCollection(directory, { embedder, engine: 'exact' });
  const [best] = await (await collection.firstStage('bm25')).search('number 42 OAuth2');
  const explanation = await collection.explain('number 42 OAuth2', 'doc-42');
  expect(explanation?.score).toBe(best?.score);
  expect(explanation?.terms.map(({ term }) => term)).toEqual(['42', 'oauth2', 'number']);
  expect(await collection.explain('nothing', 'doc-42')).toBeUndefined();
});

describe('opening refuses', () => {
  const opening = () => openCollection(directory, { embedder });

  test('a directory that does not exist or holds none', async () => {
    await expect(opening()).rejects.toMatchObject({
      code: 'TSR_IO',
      message: expect.stringMatching(/holds no collection/),
    });
    await expect(openCollection(join(directory, 'no'), { embedder })).rejects.toMatchObject({ code: 'TSR_IO' });
  });

  test('another embedder, naming both', async () => {
    await writeCollection(directory, { documents, embedder });
    const other = { ...embedder, name: 'other', fingerprint: 'other-1' };
    await expect(openCollection(directory, { embedder: other })).rejects.toMatchObject({
      code: 'TSR_EMBEDDER_MISMATCH',
      message: expect.stringMatching(new RegExp(`${embedder.name}.*other`)),
    });
  });

  test.each(['documents.jsonl', 'vectors.f32', 'manifest.json'])('a missing %s', async (file) => {
    await writeCollection(directory, { documents, embedder });
    await rm(join(await snapshotFolder(), file));
    await expect(opening()).rejects.toMatchObject({
      code: 'TSR_CORRUPT_FILE',
      message: expect.stringMatching(/ENOENT.*index again/),
    });
  });

  test.each(['documents.jsonl', 'vectors.f32'])('a truncated and a flipped %s', async (file) => {
    await writeCollection(directory, { documents, embedder });
    const path = join(await snapshotFolder(), file);
    const content = await readFile(path);
    await truncate(path, content.length - 1);
    await expect(opening()).rejects.toMatchObject({
      code: 'TSR_CORRUPT_FILE',
      message: expect.stringMatching(/bytes/),
    });
    content.writeUInt8(content.readUInt8(99) ^ 1, 99);
    await writeFile(path, content);
    await expect(opening()).rejects.toMatchObject({ message: expect.stringMatching(/checksum/) });
  });

  test.each([
    ['not JSON', '{', /is not JSON/],
    ['foreign', '{"format":"x"}', /no manifest of a collection/],
    ['of a later format', '{"format":"tsr-collection","version":2}', /format version 2, this program reads 1/],
    ['incomplete', '{"format":"tsr-collection","version":1}', /lacks fields/],
    ['of vectors of another text', 'other text', /another reading of documents/],
  ])('a manifest that is %s', async (_, manifest, message) => {
    await writeCollection(directory, { documents, embedder });
    const path = join(await snapshotFolder(), 'manifest.json');
    const whole = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, manifest === 'other text' ? JSON.stringify({ ...whole, passageText: 0 }) : manifest);
    await expect(opening()).rejects.toMatchObject({
      code: 'TSR_CORRUPT_FILE',
      message: expect.stringMatching(message),
    });
  });
});

test('a directory with other files in it is left alone', async () => {
  await writeFile(join(directory, 'thesis.txt'), 'mine');
  await expect(writeCollection(directory, { documents, embedder })).rejects.toThrow(
    /thesis.txt.*choose an empty directory/,
  );
  expect(await readFile(join(directory, 'thesis.txt'), 'utf8')).toBe('mine');
});

describe('conformance of the first stage of an opened collection', () => {
  testRetriever({ describe, test }, 'a hybrid over a collection', {
    composite: true,
    embedder,
    async create(given: readonly Document[]) {
      const folder = join(directory, 'conformance');
      await writeCollection(folder, { documents: given, embedder });
      return (await openCollection(folder, { embedder, engine: 'exact' })).firstStage('hybrid');
    },
  });
});
