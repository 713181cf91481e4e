import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSampleRetriever } from '../sample-stages.fixture.ts';
import { readTraces } from '../traces/read-traces.ts';
import { withTelemetry } from '../traces/with-telemetry.ts';
import { createTraceFileSink } from './trace-file-sink.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsr-traces-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function search(sink: Awaited<ReturnType<typeof createTraceFileSink>>, times: number): Promise<void> {
  const retriever = withTelemetry(createSampleRetriever(), sink);
  for (let time = 0; time < times; time++) await retriever.retrieve('q');
}

async function* bytesOf(paths: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const path of paths) yield* createReadStream(path) as AsyncIterable<Uint8Array>;
}

async function tracesIn(...names: readonly string[]): Promise<number> {
  let traces = 0;
  for await (const _ of readTraces(bytesOf(names.map((name) => join(folder, name))))) traces++;
  return traces;
}

describe('createTraceFileSink', () => {
  it('writes what readTraces reads, and goes on where a file ended', async () => {
    for (const times of [3, 2]) {
      const sink = await createTraceFileSink({ path: join(folder, 'a.jsonl') });
      await search(sink, times);
      await sink.close();
      expect(sink.status()).toEqual({ recorded: times * 3, dropped: 0 });
      await search(sink, 1);
      expect(sink.status()).toEqual({ recorded: times * 3, dropped: 3 });
      await sink.close();
    }
    expect(await tracesIn('a.jsonl')).toBe(5);
  });

  it('rotates, keeps so many files and no more, and splits no line', async () => {
    const sink = await createTraceFileSink({ path: join(folder, 'a.jsonl'), maxBytes: 4000, maxFiles: 2 });
    for (let round = 0; round < 20; round++) {
      await search(sink, 2);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await sink.close();
    const names = (await readdir(folder)).filter((name) => name.startsWith('a.jsonl')).sort();
    expect(names).toEqual(['a.jsonl', 'a.jsonl.1', 'a.jsonl.2']);
    for (const name of names) {
      expect((await stat(join(folder, name))).size).toBeLessThan(9000);
      const lines = (await readFile(join(folder, name), 'utf8')).trim().split('\n');
      for (const line of lines) expect(JSON.parse(line)).toMatchObject({ v: 1 });
    }
    expect(await tracesIn('a.jsonl.2', 'a.jsonl.1', 'a.jsonl')).toBeGreaterThan(4);
    expect(sink.status().recorded).toBe(120);
  });

  it('drops what a slow disk cannot take, and counts it', async () => {
    const sink = await createTraceFileSink({ path: join(folder, 'a.jsonl'), maxPendingBytes: 2000 });
    const event = { stage: 'search' as const, component: 'c', startedAt: 0, durationMs: 1, traceId: 't', spanId: '1' };
    for (let at = 0; at < 500; at++) sink.record({ ...event, notes: { at } });
    expect(sink.status().dropped).toBeGreaterThan(400);
    await sink.close();
    const { recorded, dropped } = sink.status();
    expect(recorded + dropped).toBe(500);
    expect((await readFile(join(folder, 'a.jsonl'), 'utf8')).trim().split('\n')).toHaveLength(recorded);
  });

  it('outlives a file that cannot be rotated: searches go on, the reason is told, and it tries again', async () => {
    const path = join(folder, 'a.jsonl');
    const blocked = join(folder, 'a.jsonl.1');
    await mkdir(join(blocked, 'in-the-way'), { recursive: true });
    const sink = await createTraceFileSink({ path, maxBytes: 300, maxFiles: 1, retryMs: 1 });
    await search(sink, 2);
    await expect.poll(() => sink.status().failure).toMatch(/EISDIR|ENOTEMPTY|EEXIST|EPERM|ENOTDIR/);
    await search(sink, 1);
    await rm(blocked, { recursive: true });
    const before = sink.status().recorded;
    await expect
      .poll(async () => {
        await search(sink, 1);
        return sink.status().recorded;
      })
      .toBeGreaterThan(before + 3);
    await sink.close();
  });

  it('refuses what it cannot write to, at once', async () => {
    await expect(createTraceFileSink({ path: join(folder, 'no', 'way', '\0') })).rejects.toThrow();
    await mkdir(join(folder, 'd'));
    const refused = createTraceFileSink({ path: join(folder, 'd') });
    await expect(refused).rejects.toMatchObject({
      code: 'TSR_IO',
      message: expect.stringContaining('cannot be opened'),
    });
    await expect(createTraceFileSink({ path: '' })).rejects.toThrow('telemetry: path is ""');
    await expect(createTraceFileSink({ path: 'x', maxBytes: 0 })).rejects.toThrow('telemetry: maxBytes is 0');
  });
});
