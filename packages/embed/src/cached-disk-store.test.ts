import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testEmbedder } from '@tsr/conformance';
import { createHashEmbedder } from '@tsr/core/testing';
import { afterAll, describe, expect, it, onTestFinished, test } from 'vitest';
import { createDiskVectorStore, type DiskVectorStore } from './cached-disk-store.ts';
import { createCachedEmbedder } from './index.ts';

const code = (code: string) => expect.objectContaining({ code });
const keyOf = (number: number) => number.toString(16).padStart(32, '0');
const entry = (number: number, dimensions = 4) => ({
  key: keyOf(number),
  vector: Float32Array.from({ length: dimensions }, (_, index) => number + index / 7),
});
const entries = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => entry(from + index));
const HEADER = 16;
const RECORD = 16 + 4 * 4 + 4;

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tsr-vectors-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Opens a store, works with it and closes it, as a process would. */
async function using<T>(folder: string, work: (store: DiskVectorStore) => Promise<T>, maxBytes?: number): Promise<T> {
  const store = await createDiskVectorStore({ folder, ...(maxBytes !== undefined && { maxBytes }) });
  try {
    return await work(store);
  } finally {
    await store.dispose();
  }
}
const segments = (folder: string) => readdirSync(folder).map((name) => join(folder, name));
const known = async (folder: string, from: number, to: number) =>
  using(folder, async (store) => {
    const wanted = entries(from, to);
    const found = await store.getMany(wanted.map(({ key }) => key));
    for (const [index, vector] of found.entries())
      if (vector !== undefined) expect(vector).toEqual(wanted[index]!.vector);
    return found.filter((vector) => vector !== undefined).length;
  });

describe('a cached embedder on a disk store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tsr-vectors-'));
  const store = await createDiskVectorStore({ folder });
  afterAll(async () => {
    await store.dispose();
    rmSync(folder, { recursive: true });
  });
  testEmbedder({ describe, test }, 'which all checks share', {
    create: () => createCachedEmbedder({ embedder: createHashEmbedder({ dimensions: 8 }), store, queries: true }),
  });
});

describe('a disk store', () => {
  it('gives the same bits in the next process', async () => {
    const folder = temporaryFolder();
    const odd = { key: keyOf(99), vector: Float32Array.of(-0, 1e-42, 3.4e38, 1 / 3) };
    await using(folder, (store) => store.setMany([...entries(0, 50), odd]));
    expect(await known(folder, 0, 60)).toBe(50);
    const [vector] = await using(folder, (store) => store.getMany([odd.key]));
    expect(new Uint32Array(vector!.buffer)).toEqual(new Uint32Array(odd.vector.buffer));
  });

  it('makes its folder, and a file only when there is something to keep', async () => {
    const folder = join(temporaryFolder(), 'a/b');
    await using(folder, async (store) => {
      expect(await store.getMany([keyOf(1)])).toEqual([undefined]);
      await store.setMany([]);
    });
    expect(segments(folder)).toEqual([]);
  });

  it('keeps vectors of several lengths', async () => {
    const folder = temporaryFolder();
    await using(folder, (store) => store.setMany([entry(1), entry(2, 9), entry(3)]));
    const keys = [keyOf(1), keyOf(2), keyOf(3)];
    const found = await using(folder, (store) => store.getMany(keys));
    expect(found).toEqual([entry(1).vector, entry(2, 9).vector, entry(3).vector]);
  });

  it('forgets a damaged record alone, and takes the one that replaces it', async () => {
    const folder = temporaryFolder();
    await using(folder, (store) => store.setMany(entries(0, 10)));
    const [path] = segments(folder);
    const whole = readFileSync(path!);
    for (let at = HEADER; at < HEADER + RECORD; at++) {
      writeFileSync(
        path!,
        whole.map((byte, index) => (index === at + 3 * RECORD ? byte ^ 16 : byte)),
      );
      expect(await known(folder, 0, 10), `byte ${at}`).toBe(9);
    }
    await using(folder, async (store) => {
      expect(await store.getMany([keyOf(3)])).toEqual([undefined]);
      expect(store.damaged).toBe(1);
      await store.setMany([entry(3)]);
      expect(await store.getMany([keyOf(3)])).toEqual([entry(3).vector]);
    });
    expect(await known(folder, 0, 10)).toBe(10);
  });

  it('reads what is whole of a file that was cut anywhere', async () => {
    const folder = temporaryFolder();
    await using(folder, (store) => store.setMany(entries(0, 3)));
    const [path] = segments(folder);
    const whole = readFileSync(path!);
    for (let bytes = 0; bytes < whole.length; bytes++) {
      writeFileSync(path!, whole.subarray(0, bytes));
      expect(await known(folder, 0, 3), `${bytes} bytes`).toBe(Math.max(0, Math.floor((bytes - HEADER) / RECORD)));
    }
  });

  it('never takes the zeros that a power failure leaves for a record', async () => {
    const folder = temporaryFolder();
    await using(folder, (store) => store.setMany(entries(1, 3)));
    appendFileSync(segments(folder)[0]!, new Uint8Array(2 * RECORD));
    expect(await known(folder, 0, 3)).toBe(2);
  });

  it('passes over files that are not its own, or damaged at their beginning', async () => {
    const folder = temporaryFolder();
    await using(folder, (store) => store.setMany(entries(0, 3)));
    const [own] = segments(folder);
    const whole = readFileSync(own!);
    const other = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
    other('notes.txt', 'text');
    other('page.vectors', '<!doctype html><title>not vectors</title>');
    expect(await known(folder, 0, 3)).toBe(3);
    for (let at = 0; at < HEADER; at++) {
      writeFileSync(
        own!,
        whole.map((byte, index) => (index === at ? byte ^ 1 : byte)),
      );
      expect(await using(folder, async (store) => store.count), `byte ${at}`).toBe(0);
    }
  });

  it('takes another record of the same key where the last one is damaged', async () => {
    const folder = temporaryFolder();
    await using(folder, (store) => store.setMany([entry(1)]));
    const [older] = segments(folder);
    const before = new Date(Date.now() - 60_000);
    utimesSync(older!, before, before);
    await using(folder, (store) => store.setMany([entry(1)]));
    const newer = segments(folder).find((path) => path !== older)!;
    const bytes = readFileSync(newer);
    bytes[HEADER + 20]! ^= 1;
    writeFileSync(newer, bytes);
    expect(await known(folder, 1, 2)).toBe(1);
  });

  it('is shared by processes that write at once', { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    const program = `
      import { createDiskVectorStore } from '@tsr/embed/disk';
      const store = await createDiskVectorStore({ folder: ${JSON.stringify(folder)} });
      const from = Number(process.env.FROM);
      for (let n = from; n < from + 200; n++)
        await store.setMany([{ key: n.toString(16).padStart(32, '0'), vector: Float32Array.from({ length: 4 }, (_, i) => n + i / 7) }]);
      process.kill(process.pid, 'SIGKILL');
    `;
    const typescript = new URL('../../../tooling/typescript.mjs', import.meta.url).href;
    const run = (from: number) =>
      new Promise((resolve) => {
        spawn(
          process.execPath,
          ['--conditions=@tsr/source', '--import', typescript, '--input-type=module', '--eval', program],
          { cwd: fileURLToPath(new URL('..', import.meta.url)), env: { ...process.env, FROM: String(from) } },
        ).on('exit', (_, signal) => resolve(signal));
      });
    // The ranges overlap: two processes may well embed the same text.
    expect(await Promise.all([0, 100, 300].map(run))).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL']);
    expect(segments(folder)).toHaveLength(3);
    expect(await known(folder, 0, 600)).toBe(500);
  });

  it('joins small files that are at rest, without what is damaged', async () => {
    const folder = temporaryFolder();
    for (let round = 0; round < 16; round++) {
      const before = segments(folder);
      await using(folder, (store) => store.setMany([entry(round), entry(round + 1)]));
      const [path] = segments(folder).filter((each) => !before.includes(each));
      // Of the first file, the first record; of the fourth, one that the third has too.
      const bytes = readFileSync(path!);
      if (round === 0 || round === 3) bytes[HEADER + 20]! ^= 1;
      writeFileSync(path!, bytes);
      const at = new Date(Date.now() - 7_200_000 + round * 1000);
      utimesSync(path!, at, at);
    }
    expect(segments(folder)).toHaveLength(16);
    expect(await known(folder, 0, 17)).toBe(16);
    expect(segments(folder)).toHaveLength(1);
    expect(await known(folder, 0, 17)).toBe(16);
    expect(await using(folder, async (store) => store.count)).toBe(16);
  });

  it('deletes what was written first where it takes too much', async () => {
    const folder = temporaryFolder();
    for (const round of [0, 1, 2]) {
      const before = segments(folder);
      await using(folder, (store) => store.setMany(entries(round * 10, round * 10 + 10)));
      const at = new Date(Date.now() - 60_000 + round * 1000);
      for (const path of segments(folder)) if (!before.includes(path)) utimesSync(path, at, at);
    }
    const count = await using(folder, async (store) => store.count, 2 * (HEADER + 10 * RECORD));
    expect(count).toBe(20);
    expect(await known(folder, 10, 30)).toBe(20);
  });

  it('rejects after it was disposed of, and finishes what was asked before', async () => {
    const folder = temporaryFolder();
    const store = await createDiskVectorStore({ folder });
    const kept = store.setMany(entries(0, 5));
    await Promise.all([store.dispose(), store.dispose()]);
    await kept;
    await expect(store.getMany([keyOf(1)])).rejects.toThrow(code('TSR_DISPOSED'));
    await expect(store.setMany([])).rejects.toThrow(code('TSR_DISPOSED'));
    expect(await known(folder, 0, 5)).toBe(5);
  });

  it('says so where the folder cannot be used', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    await expect(createDiskVectorStore({ folder: file })).rejects.toThrow(code('TSR_IO'));
    await expect(createDiskVectorStore({ folder: '' })).rejects.toThrow(code('TSR_INVALID_ARGUMENT'));
    await expect(createDiskVectorStore({ folder: file, maxBytes: -1 })).rejects.toThrow(code('TSR_INVALID_ARGUMENT'));
  });

  it.skipIf(process.platform !== 'linux')('loses nothing when the disk is full half way through a record', async () => {
    const folder = temporaryFolder();
    const program = `
      import { createDiskVectorStore } from '@tsr/embed/disk';
      process.on('SIGXFSZ', () => {});
      const store = await createDiskVectorStore({ folder: ${JSON.stringify(folder)} });
      const entries = (from) => Array.from({ length: 20 }, (_, i) => ({ key: (from + i).toString(16).padStart(32, '0'), vector: Float32Array.from({ length: 4 }, (_, k) => from + i + k / 7) }));
      await store.setMany(entries(0));
      const error = await store.setMany(entries(20)).catch((reason) => reason);
      const found = await store.getMany(entries(0).map(({ key }) => key));
      console.log(error.code, found.filter(Boolean).length, store.count);
    `;
    const typescript = new URL('../../../tooling/typescript.mjs', import.meta.url).href;
    const node = [
      process.execPath,
      '--conditions=@tsr/source',
      '--import',
      typescript,
      '--input-type=module',
      '--eval',
    ];
    // A file may have 1,024 bytes at most: 28 records of the 40.
    const child = spawn('bash', ['-c', 'ulimit -f 1; exec "$@"', 'bash', ...node, program], {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
    });
    let printed = '';
    child.stdout.on('data', (piece) => {
      printed += piece;
    });
    await new Promise((resolve) => child.on('close', resolve));
    expect(printed).toBe('TSR_IO 20 20\n');
    expect(await known(folder, 0, 40)).toBe(20);
  });
});
