import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../tooling/random.ts';
import { hasBit, wordsFor } from './bits.ts';
import { createFreshPart } from './fresh-part.ts';
import { last } from './held-engine.fixture.ts';
import { mergeSegments } from './merge-segments.ts';
import { bury, type Part } from './part.ts';
import { writeFresh } from './write-fresh.ts';

/** By slot: codes by term id. */
type Documents = ReadonlyMap<number, ReadonlyMap<number, number>>;

const TERMS = [0, 1, 2, 7, 500, 100_000];
const SHARES = [1, 0.9, 0.09, 0.04, 0.01, 0.0005];
const codes = 70_000;
const statistics = { averages: [1], codeCount: codes, saturations: new Float64Array(codes).map((_, code) => code) };

function documentsOf(size: number, seed: number, most: number): Documents {
  const random = createRandom(seed);
  const held = (): ReadonlyMap<number, number> =>
    new Map(TERMS.flatMap((term, at) => (random.next() < (SHARES[at] as number) ? [[term, random.below(most)]] : [])));
  return new Map(Array.from({ length: size }, (_, at) => [seed * 100_000 + at * 3, held()]));
}

function freshOf(documents: Documents) {
  const fresh = createFreshPart();
  for (const [slot, held] of documents) fresh.add(slot, [...held.keys()], [...held.values()], held.size);
  return fresh;
}

function expectHolds(part: Part, documents: Documents): void {
  const slots = [...documents.keys()];
  expect([...part.slots.subarray(0, part.size)]).toEqual(slots);
  expect(part.live.count).toBe(slots.length);
  for (const term of [...TERMS, 3, 99_999]) {
    const expected = slots.map((slot) => documents.get(slot)?.get(term) ?? -1);
    expect(slots.map((_, document) => part.codeOf(term, document))).toEqual(expected);
    const bits = new Uint32Array(wordsFor(part.size));
    part.markHolders(term, bits);
    expect(slots.map((_, document) => hasBit(bits, document))).toEqual(expected.map((code) => code >= 0));
  }
}

function buryThird(part: Part, documents: Documents): Documents {
  const slots = [...documents.keys()];
  for (const document of slots.keys()) if (document % 3 === 1) bury(part, document);
  return new Map([...documents].filter((_, document) => document % 3 !== 1));
}

describe.each([
  ['16 bits', 60_000],
  ['32 bits', codes],
])('parts with codes of %s', (_, most) => {
  const limits = { ...statistics, codeCount: most };

  test.each([1, 31, 32, 33, 255, 256, 5000])('hold, fresh and written, the codes of %d documents', (size) => {
    const documents = documentsOf(size, 1, most);
    const fresh = freshOf(documents);
    expectHolds(fresh, documents);
    const segment = last(writeFresh(fresh, limits));
    expectHolds(segment, documents);
    expect(segment.codes.BYTES_PER_ELEMENT).toBe(most > 65_536 ? 4 : 2);
  });

  test('are written without what is dead, and merged in their order', () => {
    const parts = [4000, 70, 1, 2500].map((size, at) => {
      const documents = documentsOf(size, at + 1, most);
      const fresh = freshOf(documents);
      const alive = buryThird(fresh, documents);
      const segment = last(writeFresh(fresh, limits));
      expectHolds(segment, alive);
      return { segment, alive: buryThird(segment, alive) };
    });
    const merged = last(
      mergeSegments(
        parts.map(({ segment }) => segment),
        limits,
      ),
    );
    expectHolds(merged, new Map(parts.flatMap(({ alive }) => [...alive])));
    const frequent = [...merged.dense.lists].map((list) => merged.termIds[list]);
    expect(frequent).toEqual([0, 1, 2]);
  });
});

test('a full part holds its 65,536 documents', () => {
  const documents = new Map(Array.from({ length: 65_536 }, (_, slot) => [slot, new Map([[0, slot]])]));
  const segment = last(writeFresh(freshOf(documents), statistics));
  for (const document of [0, 31, 32, 65_503, 65_504, 65_535]) expect(segment.codeOf(0, document)).toBe(document);
  expect([segment.size, segment.live.count, segment.bounds.maxima[0]]).toEqual([65_536, 65_536, expect.any(Number)]);
  expect(segment.bounds.maxima[0]).toBeGreaterThanOrEqual(65_535);
});
