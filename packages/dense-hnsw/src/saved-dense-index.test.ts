import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHashEmbedder } from '@tsr/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clusteredVectors } from './clustered-vectors.fixture.ts';
import { createDenseIndex, type DenseIndex } from './dense-index.ts';
import { installedEngines } from './engines/installed-engines.fixture.ts';
import { openDenseIndex, openDenseIndexWith } from './open-dense-index.ts';

const embedder = createHashEmbedder({ dimensions: 24 });
const vectors = clusteredVectors(700, 24);
const query = { text: '', vector: vectors[3] as Float32Array };
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsr-dense-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Some zero, some replaced, some removed. */
async function changedIndex(
  engine: 'usearch' | 'hnswlib' | 'exact',
  storage?: 'float32' | 'int8',
): Promise<DenseIndex> {
  const documents = vectors.map((_, n) => ({ id: `d${n}`, title: 'é', content: `text ${n}`, metadata: { n } }));
  const given = vectors.map((vector, n) => (n % 50 === 7 ? new Float32Array(24) : vector));
  const index = await createDenseIndex({ embedder, engine, storage, efConstruction: 40, documents, vectors: given });
  await index.upsert([{ id: 'd5', content: 'other' }], { vectors: [vectors[600] as Float32Array] });
  await index.remove(documents.slice(100, 180).map(({ id }) => id));
  await index.upsert([{ id: 'new', content: 'token' }]);
  return index;
}

const answers = async (index: DenseIndex) => [
  await index.count(),
  index.engine,
  await index.search(query, { topK: 1_000 }),
  await index.search('token', { topK: 5, filter: { n: { $lt: 400 } } }),
  await index.scoreByIds(query, ['d5', 'd57', 'd110', 'new']),
];

const kinds = [
  ['exact', 'float32'],
  ['exact', 'int8'],
  ...(await installedEngines()).flatMap((engine) => [[engine, undefined] as const, [engine, 'float32'] as const]),
] as const;

describe.each(kinds)('an index on %s with storage %s', (engine, storage) => {
  test('opens as it was, and can be changed and saved again', async () => {
    const path = join(folder, 'index');
    const index = await changedIndex(engine, storage);
    await index.save(path);
    const opened = await openDenseIndex(path, { embedder });
    expect(await answers(opened)).toEqual(await answers(index));
    for (const one of [index, opened]) {
      await one.upsert([{ id: 'd57', content: 'again' }], { vectors: [vectors[9] as Float32Array] });
      await one.remove(['d3', 'nobody']);
    }
    expect((await opened.search(query)).map(({ document }) => document.id)).not.toContain('d3');
    expect(await opened.scoreByIds(query, ['d57'])).toEqual(await index.scoreByIds(query, ['d57']));
    await opened.save(path);
    expect(await answers(await openDenseIndex(path, { embedder }))).toEqual(await answers(opened));
  });

  test('is the same bytes after the same changes', async () => {
    const paths = ['one', 'two'].map((name) => join(folder, name));
    for (const path of paths) await (await changedIndex(engine, storage)).save(path);
    const [one, two] = await Promise.all(paths.map((path) => readFile(path)));
    expect(one?.equals(two as Buffer)).toBe(true);
  });
});

test('an empty index is saved and opened', async () => {
  const path = join(folder, 'empty');
  await (await createDenseIndex({ embedder })).save(path);
  const opened = await openDenseIndex(path, { embedder });
  expect([await opened.count(), await opened.search('token')]).toEqual([0, []]);
  await opened.upsert([{ id: 'a', content: 'token' }]);
  expect(await opened.search('token')).toHaveLength(1);
});

describe('openDenseIndex', () => {
  test('refuses any file in which a bit is flipped, or that is cut short', async () => {
    const path = join(folder, 'flipped');
    await (await changedIndex('usearch')).save(path);
    const whole = await readFile(path);
    const original = await answers(await openDenseIndex(path, { embedder }));
    for (let at = 0; at < whole.length; at += 997) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] as number) ^ (1 << (at % 8));
      await writeFile(path, bytes);
      const outcome = await openDenseIndex(path, { embedder }).then(answers, (error) => error.code);
      // Between sections there is room that nothing is in.
      if (outcome !== 'TSR_CORRUPT_FILE') expect(outcome).toEqual(original);
    }
    for (const length of [0, 31, 500, whole.length - 1]) {
      await writeFile(path, whole.subarray(0, length));
      await expect(openDenseIndex(path, { embedder })).rejects.toMatchObject({ code: 'TSR_CORRUPT_FILE' });
    }
  });

  test('refuses another embedder, and takes none or the same', async () => {
    const path = join(folder, 'embedder');
    await (await changedIndex('exact')).save(path);
    const other = { ...embedder, name: 'other', fingerprint: 'other:1' };
    await expect(openDenseIndex(path, { embedder: other })).rejects.toMatchObject({
      code: 'TSR_INVALID_ARGUMENT',
      message: expect.stringMatching(
        /was built with embedder hash-embedder \(.*\), not other \(other:1\); pass that one/,
      ),
    });
    const bare = await openDenseIndex(path);
    expect(await bare.search(query)).toHaveLength(10);
    await expect(bare.search('token')).rejects.toThrow('no embedder');
  });

  test('refuses what the file keeps, and paths that are none', async () => {
    await expect(openDenseIndex(join(folder, 'x'), { m: 4 } as never)).rejects.toThrow('m is kept in the file');
    await expect(openDenseIndex(7 as never)).rejects.toMatchObject({ code: 'TSR_INVALID_ARGUMENT' });
    await expect(openDenseIndex(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'TSR_IO' });
  });

  test('searches exactly where the graph’s engine is missing, and says so', async () => {
    const path = join(folder, 'missing');
    const index = await changedIndex('usearch');
    await index.save(path);
    const { loadEngine } = await import('./engines/load-engine.ts');
    const { TsrError } = await import('@tsr/core');
    const missing: typeof loadEngine = () =>
      Promise.reject(new TsrError('TSR_MISSING_DEPENDENCY', 'usearch is not here; npm install usearch'));
    const warnings: string[] = [];
    const opened = await openDenseIndexWith(path, { embedder, onWarning: (text) => void warnings.push(text) }, missing);
    expect([opened.engine, await opened.count()]).toEqual(['exact', await index.count()]);
    expect(await opened.search(query, { topK: 700 })).toEqual(await index.search(query, { topK: 700 }));
    expect(warnings).toEqual([expect.stringMatching(/usearch is not here.*Exact search is used instead/)]);
  });
});

test('a save that cannot be done leaves what was there, and no other file', async () => {
  const index = await changedIndex('usearch');
  const inside = await mkdtemp(join(folder, 'inside-'));
  await expect(index.save(join(inside, 'no', 'such'))).rejects.toMatchObject({ code: 'TSR_IO' });
  await expect(index.save('')).rejects.toMatchObject({ code: 'TSR_INVALID_ARGUMENT' });
  const path = join(inside, 'kept');
  await index.save(path);
  const before = await readFile(path);
  await index.remove(['d1']);
  await Promise.all([index.save(path), index.remove(['d2'])]);
  expect((await readFile(path)).equals(before)).toBe(false);
  expect(await (await openDenseIndex(path)).count()).toBe((await index.count()) + 1);
  expect(await readdir(inside)).toEqual(['kept']);
});
