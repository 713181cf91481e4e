import type { Document, Ranking } from '@tsr/core';
import { describe, expect, test } from 'vitest';
import { createRandom, type SeededRandom } from '../../../tooling/random.ts';
import type { Analyzer } from './analysis/index.ts';
import { type Bm25Index, createBm25Index } from './index.ts';
import { createZipfWords } from './zipf-words.fixture.ts';

/** Words between spaces; fails on a text that says so. */
const analyzer: Analyzer = {
  name: 'words',
  tokens: () => [],
  terms(text) {
    if (text.includes('FAIL')) throw new Error('cannot analyse');
    return text.split(' ').filter(Boolean);
  },
};

function createWriter(random: SeededRandom) {
  const words = createZipfWords({ random, vocabulary: 300 });
  return (id: string): Document => ({
    id,
    content: words(random.below(12)).join(' '),
    metadata: { tenant: random.below(20) },
  });
}

const QUERIES = ['w1 w2', 'w3 w40 w200', 'w1 w1 w5 w9'];

async function expectLikeNew(index: Bm25Index, held: ReadonlyMap<string, Document>): Promise<void> {
  const fresh = createBm25Index({ documents: [...held.values()].reverse(), analyzer });
  expect(await index.count()).toBe(held.size);
  for (const query of QUERIES) {
    for (const filter of [undefined, { tenant: 3 }, { tenant: { $gte: 4 } }]) {
      for (const topK of [5, 1e9])
        expectSame(await index.search(query, { topK, filter }), await fresh.search(query, { topK, filter }));
    }
    const ids = [...held.keys()].slice(0, 50);
    expect(await index.scoreByIds(query, ids)).toEqual(await fresh.scoreByIds(query, ids));
  }
}

const flat = (ranking: Ranking): string => ranking.map(({ document, score }) => `${document.id} ${score}`).join('\n');
const expectSame = (found: Ranking, expected: Ranking): void => expect(flat(found)).toBe(flat(expected));

describe('a live index', { timeout: 60_000 }, () => {
  test('ranks as a new one does, while changes, searches and tidying up go on at once', async () => {
    const random = createRandom(1);
    const write = createWriter(random);
    const index = createBm25Index({ analyzer });
    const held = new Map<string, Document>();
    for (let round = 0; round < 40; round++) {
      const size = round % 15 === 3 ? 2500 : random.pick([1, 3, 400, 1000]);
      const batch = [...new Set(Array.from({ length: size }, () => `d${random.below(6000)}`))].map(write);
      const gone = Array.from({ length: random.pick([0, 2, 200]) }, () => `d${random.below(6000)}`);
      const searches = QUERIES.map((query) => index.search(query, { filter: { tenant: random.below(20) } }));
      const changes = [index.upsert(batch), index.remove(gone), ...(round % 20 === 9 ? [index.compact()] : [])];
      for (const one of batch) held.set(one.id, one);
      for (const id of gone) held.delete(id);
      await Promise.all([...searches, ...changes]);
      if (round % 10 === 0) await expectLikeNew(index, held);
    }
    await expectLikeNew(index, held);
    await index.compact();
    await expectLikeNew(index, held);
  });

  test('keeps the order of changes that nobody waits for', async () => {
    const index = createBm25Index({ analyzer });
    const changes: Promise<unknown>[] = [];
    for (let version = 0; version < 30; version++) {
      const batch = Array.from({ length: version % 5 === 0 ? 1500 : 3 }, (_, at) => ({
        id: `d${at}`,
        content: `v${version}`,
      }));
      changes.push(index.upsert(batch));
      if (version % 3 === 0) changes.push(index.remove(['d0', 'd1']));
    }
    await index.refresh();
    const versions = await Promise.all(
      Array.from({ length: 30 }, async (_, version) => (await index.search(`v${version}`, { topK: 1e9 })).length),
    );
    expect(versions[29]).toBe(3);
    expect(versions[25]).toBe(1497);
    expect(versions.reduce((sum, count) => sum + count, 0)).toBe(1500);
    await Promise.all(changes);
  });

  test('shows nothing of a large batch, or all of it', async () => {
    const index = createBm25Index({ analyzer, documents: [{ id: 'old', content: 'gateway' }] });
    const long = Array.from({ length: 60 }, (_, at) => `x${at}`).join(' ');
    const batch = Array.from({ length: 4000 }, (_, at) => ({ id: `new ${at}`, content: `gateway ${at} ${long}` }));
    let done = false;
    const change = index.upsert([...batch, { id: 'old', content: 'portal' }]).finally(() => {
      done = true;
    });
    const seen = new Set<number>();
    while (!done) {
      seen.add((await index.search('gateway', { topK: 1e9 })).length);
      await new Promise(setImmediate);
    }
    await change;
    seen.add((await index.search('gateway', { topK: 1e9 })).length);
    expect([...seen]).toEqual([1, 4000]);
  });

  test.each([10, 3000])(
    'is as it was after a batch of %d that failed in the middle, and takes the next one',
    async (size) => {
      const write = createWriter(createRandom(2));
      const documents = Array.from({ length: 2000 }, (_, at) => write(`d${at}`));
      const held = new Map(documents.map((one) => [one.id, one]));
      const index = createBm25Index({ documents, analyzer });
      const { revision } = index;
      const batch = Array.from({ length: size }, (_, at) => write(`d${at * 2}`));
      const bad = batch.with(size - 2, { id: 'bad', content: 'FAIL' });
      await expect(index.upsert(bad)).rejects.toThrow('cannot analyse');
      expect(index.revision).toBe(revision);
      await expectLikeNew(index, held);
      await index.upsert(batch);
      for (const one of batch) held.set(one.id, one);
      await expectLikeNew(index, held);
    },
  );

  test('follows metadata that changes, also behind more filters than it remembers', async () => {
    const index = createBm25Index({ analyzer });
    const at = (id: number, tenant: number): Document => ({ id: `d${id}`, content: 'gateway', metadata: { tenant } });
    const tenants = Array.from({ length: 1200 }, (_, id) => id % 24);
    await index.upsert(tenants.map((tenant, id) => at(id, tenant)));
    for (let round = 0; round < 8; round++) {
      for (let tenant = 0; tenant < 24; tenant += 1 + (round % 2)) {
        const found = await index.search('gateway', { topK: 1e9, filter: { tenant } });
        const expected = tenants.flatMap((held, id) => (held === tenant ? [`d${id}`] : []));
        expect(found.map(({ document }) => document.id).sort()).toEqual(expected.sort());
      }
      const moved = Array.from({ length: 100 }, (_, n) => (n * 11 + round) % 1200);
      for (const id of moved) tenants[id] = (round * 7 + id) % 24;
      await index.upsert(moved.map((id) => at(id, tenants[id] as number)));
      if (round === 5) await index.compact();
    }
  });

  test('holds a document of a million different terms beside small ones', async () => {
    const content = Array.from({ length: 1_000_000 }, (_, n) => `t${n}`).join(' ');
    const index = createBm25Index({ analyzer, documents: [{ id: 'small', content: 't5 t6' }] });
    await index.upsert([{ id: 'huge', content }]);
    expect((await index.search('t5 t999999')).map(({ document }) => document.id)).toEqual(['huge', 'small']);
    await index.remove(['huge']);
    expect(await index.search('t999999')).toEqual([]);
    const fresh = createBm25Index({ analyzer, documents: [{ id: 'small', content: 't5 t6' }] });
    expectSame(await index.search('t5'), await fresh.search('t5'));
  });

  test('expands a word as of when it ranks, though documents came while the filter was prepared', async () => {
    const plain = { ...analyzer, tokens: (text: string) => [{ term: text, start: 0, end: text.length }] };
    let waits = 1;
    /** Holds the thread once, so that preparing gives others their turn. */
    const tenant = (): number => {
      if (waits-- > 0) for (const until = performance.now() + 20; performance.now() < until; );
      return 1;
    };
    const documents = Array.from({ length: 1100 }, (_, at) => ({
      id: `d${at}`,
      content: `gate${at % 2}`,
      metadata: {
        get tenant() {
          return tenant();
        },
      },
    }));
    const options = { analyzer: plain, prefix: true } as const;
    const index = createBm25Index({ ...options, documents });
    const asked = { filter: { tenant: 1 }, topK: 5 };
    const searching = index.search('gate', asked);
    const more = Array.from({ length: 30 }, (_, at) => ({ id: `new ${at}`, content: 'gate0 gate1 gate2' }));
    await index.upsert(more);
    const before = createBm25Index({ ...options, documents });
    const after = createBm25Index({ ...options, documents: [...documents, ...more] });
    const allowed = [flat(await before.search('gate', asked)), flat(await after.search('gate', asked))];
    expect(allowed).toContain(flat(await searching));
  });
});
