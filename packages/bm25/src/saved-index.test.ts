import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Document } from '@tsr/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAnalyzer } from './analysis/index.ts';
import { type Bm25Options, createBm25Index, openBm25Index } from './index.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsr-bm25-'));
});
afterAll(() => rm(folder, { recursive: true }));

const words = 'gateway token oauth2 rate limit key client secret scope route retry cache é 設定 constructor'.split(' ');

/** Seeded, of words that are common to rare. */
function documentsOf(count: number, seed = 1): readonly Document[] {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const text = (): string =>
    Array.from({ length: 3 + Math.floor(20 * random()) }, () => {
      const at = Math.floor(random() ** 3 * (words.length + 200));
      return words[at] ?? `w${at}`;
    }).join(' ');
  return Array.from({ length: count }, (_, at) => ({
    id: `d${at}`,
    ...(at % 3 === 0 ? { title: text() } : {}),
    content: at % 50 === 0 ? '' : text(),
    metadata: { even: at % 2 === 0, group: at % 7 },
  }));
}

const queries = ['gateway token', 'oauth2 client secret w150', 'w199 w33 é', '設定 constructor', 'the'];

async function answers(index: Awaited<ReturnType<typeof openBm25Index>>) {
  const found = [];
  for (const query of queries) {
    found.push(await index.search(query, { topK: 50 }), await index.search(query, { filter: { group: { $lt: 3 } } }));
  }
  return found;
}

describe('save and openBm25Index', () => {
  test.each<[string, Bm25Options]>([
    ['one field', {}],
    ['fields', { fields: { title: { weight: 3, b: 0.4 }, content: 1 }, variant: 'bm25+', delta: 0.5, k1: 2 }],
    ['another analyzer', { analyzer: createAnalyzer({ language: 'none' }), b: 0.3 }],
    ['nothing in it', { documents: [] }],
  ])('give the same index again: %s', async (name, options) => {
    const path = join(folder, name);
    const index = createBm25Index({ documents: documentsOf(1500), ...options });
    await index.save(path);
    const opened = await openBm25Index(path, { analyzer: options.analyzer });
    expect(await answers(opened)).toEqual(await answers(index));
    expect(await opened.count()).toBe(await index.count());
    expect(await opened.explain('gateway', 'd7')).toEqual(await index.explain('gateway', 'd7'));
  });

  test('takes changes after opening as before', async () => {
    const path = join(folder, 'changed');
    const index = createBm25Index({ documents: documentsOf(1500) });
    await index.save(path);
    const opened = await openBm25Index(path);
    for (const one of [index, opened]) {
      await one.remove(['d3', 'd700', 'nobody']);
      await one.upsert(documentsOf(40, 7));
      await one.upsert([{ id: 'new', content: 'gateway newcomer' }]);
    }
    expect(await answers(opened)).toEqual(await answers(index));
    expect((await opened.search('newcomer')).map(({ document }) => document.id)).toEqual(['new']);
    await opened.save(path);
    expect(await answers(await openBm25Index(path))).toEqual(await answers(index));
  });

  test('writes equal bytes for equal content, whatever happened on the way', async () => {
    const documents = documentsOf(3000);
    const [straight, winding] = [join(folder, 'straight'), join(folder, 'winding')];
    await createBm25Index({ documents }).save(straight);
    const index = createBm25Index();
    for (let from = 0; from < 3000; from += 500) await index.upsert(documents.slice(from, from + 500));
    await index.upsert([{ id: 'gone', content: 'passing words that nobody else has' }]);
    await index.remove(['gone']);
    await index.compact();
    await index.save(winding);
    expect((await readFile(winding)).equals(await readFile(straight))).toBe(true);
  });

  test('keeps what was there until the new file is whole, and leaves nothing else behind', async () => {
    const path = join(folder, 'kept');
    const index = createBm25Index({ documents: documentsOf(10) });
    await index.save(path);
    const saving = index.save(path);
    await index.upsert([{ id: 'later', content: 'later' }]);
    await saving;
    expect(await (await openBm25Index(path)).count()).toBe(10);
    expect((await readdir(folder)).filter((file) => file.includes('tmp'))).toEqual([]);
  });

  test('says what is wrong with a file', async () => {
    const path = join(folder, 'whole');
    const broken = join(folder, 'broken');
    await createBm25Index({ documents: documentsOf(200) }).save(path);
    const whole = await readFile(path);
    const opening = async (bytes: Uint8Array) => {
      await writeFile(broken, bytes);
      return openBm25Index(broken);
    };
    const corrupt = { code: 'TSR_CORRUPT_FILE' };
    for (const length of [0, 7, 31, 32, 1000, whole.length - 1]) {
      await expect(opening(whole.subarray(0, length))).rejects.toMatchObject(corrupt);
    }
    await expect(opening(whole.subarray(0, 1000))).rejects.toThrow('is cut short');
    await expect(opening(Buffer.from('{"not": "an index"} and some more text'))).rejects.toThrow('no file of bm25');
    await expect(opening(Buffer.concat([whole, Buffer.from('more')]))).rejects.toThrow('and should have');
    const future = Buffer.from(whole);
    future.writeUInt32LE(9, 8);
    await expect(opening(future)).rejects.toThrow('has format 9; this version reads format 2');
  });

  test('notices any flipped bit', async () => {
    const path = join(folder, 'flipped');
    await createBm25Index({ documents: documentsOf(60) }).save(path);
    const whole = await readFile(path);
    const original = await answers(await openBm25Index(path));
    for (let at = 0; at < whole.length; at += 13) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] as number) ^ (1 << (at % 8));
      await writeFile(path, bytes);
      const outcome = await openBm25Index(path).then(answers, (error) => error.code);
      // Between sections there is room that nothing is in.
      if (outcome !== 'TSR_CORRUPT_FILE') expect(outcome).toEqual(original);
    }
  });

  test('refuses another analyzer, options that the file keeps, and paths that cannot be', async () => {
    const path = join(folder, 'english');
    const index = createBm25Index({ documents: documentsOf(5) });
    await index.save(path);
    const plain = createAnalyzer({ language: 'none' });
    await expect(openBm25Index(path, { analyzer: plain })).rejects.toThrow(
      `built with analyzer "${createAnalyzer().name}"`,
    );
    await expect(openBm25Index(path, { k1: 2 } as never)).rejects.toThrow('k1 is kept in the file');
    await expect(openBm25Index(join(folder, 'none'))).rejects.toMatchObject({ code: 'TSR_IO' });
    await expect(openBm25Index(7 as never)).rejects.toMatchObject({ code: 'TSR_INVALID_ARGUMENT' });
    await expect(index.save('')).rejects.toMatchObject({ code: 'TSR_INVALID_ARGUMENT' });
    await expect(index.save(join(folder, 'no', 'folder'))).rejects.toMatchObject({ code: 'TSR_IO' });
    await expect(createBm25Index({ engine: 'wink' }).save(path)).rejects.toMatchObject({ code: 'TSR_NOT_SUPPORTED' });
    expect(await (await openBm25Index(path)).count()).toBe(5);
  });
});
