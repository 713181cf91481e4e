import { seededRandom } from '@tsr/core';
import { describe, expect, it } from 'vitest';
import { successAt } from '../measures/precision.ts';
import type { SearchRecord } from '../records/search-record.ts';
import { verdictOf } from './verdict.ts';

const ids = (count: number) => Array.from({ length: count }, (_, query) => `q${query}`);

/** Searches of 100 candidates whose relevant one is at `before(query)` first, and at `after(query)` then. */
function searched(
  count: number,
  before: (query: number) => number,
  after: (query: number) => number,
  scope: 'pair' | 'list' = 'pair',
) {
  const documents = Array.from({ length: 100 }, (_, at) => `d${at}`);
  const withRelevantAt = (place: number) => [...documents.slice(0, place), 'r', ...documents.slice(place, 99)];
  const records = new Map<string, SearchRecord>(
    ids(count).map((id, query) => [
      id,
      {
        legs: {},
        candidates: withRelevantAt(before(query)).map((document, at) => ({ id: document, score: -at })),
        finals: [{ n: 100, ids: withRelevantAt(after(query)), secondStageMs: 50 }],
        secondStage: { name: 'judge', scope },
      },
    ]),
  );
  const qrels = new Map(ids(count).map((id) => [id, new Map([['r', 1]])]));
  return { records, qrels };
}

const random = seededRandom(4);
const draws = Array.from({ length: 5000 }, random);
const noise = (query: number, salt: number) => Math.floor(draws[(query * 7 + salt) % draws.length]! * 20);

describe('verdictOf', () => {
  it.each([0, 50])(
    'calls fewer than 25 queries too few, however sure they look: the relevant one came from %i',
    (from) => {
      const verdict = (count: number) =>
        verdictOf(
          searched(
            count,
            () => from,
            () => 0,
          ),
        );
      expect(verdict(24)).toMatchObject({ decision: 'too few queries', moreQueries: 1 });
      expect(verdict(25).decision).not.toBe('too few queries');
    },
  );

  it('keeps what gains beyond chance and needs all of its candidates', () => {
    const verdict = verdictOf(
      searched(
        60,
        (query) => 80 + (query % 20),
        () => 0,
      ),
    );
    expect(verdict).toMatchObject({
      decision: 'keep',
      n: 100,
      firstStageMean: 0,
      secondStageMean: 1,
      secondStageMs: 50,
    });
    expect(verdict.gain).toMatchObject({ mean: 1, interval: { low: 1, high: 1 }, effectSize: null });
    expect(verdict.reason).toBe('it gains 1.0000 (95 %: 1.0000 to 1.0000), beyond chance and at least 0.01');
  });

  it('shrinks to the candidates that keep 99 % of it, and what they cost', () => {
    const verdict = verdictOf(
      searched(
        60,
        (query) => 12 + (query % 8),
        () => 0,
      ),
    );
    expect(verdict).toMatchObject({ decision: 'shrink', n: 20, secondStageMs: 10 });
    expect(verdict.reason).toContain('20 candidates keep 100.0 % of what 100 give');
  });

  it('does not shrink to an N that it knows nothing of', () => {
    expect(
      verdictOf(
        searched(
          60,
          () => 12,
          () => 0,
          'list',
        ),
      ),
    ).toMatchObject({ decision: 'keep', n: 100 });
  });

  it('drops what changes nothing, or harms', () => {
    expect(
      verdictOf(
        searched(
          40,
          () => 3,
          () => 3,
        ),
      ).decision,
    ).toBe('drop');
    expect(
      verdictOf(
        searched(
          40,
          () => 0,
          () => 4,
        ),
      ),
    ).toMatchObject({ decision: 'drop', moreQueries: null });
  });

  it('says how many queries are missing where neither can be said', () => {
    const few = searched(
      8,
      (query) => noise(query, 1),
      (query) => noise(query, 3),
    );
    const verdict = verdictOf(few);
    expect(verdict.decision).toBe('too few queries');
    expect(verdict.moreQueries).toBeGreaterThan(0);
    expect(verdict.reason).toContain(`about ${verdict.moreQueries} more would`);
  });

  it('does not call many queries few by one: a small gain takes as many as tell it from what is wanted', () => {
    // Three in a hundred gain 1, two lose it: sure to be small, near to what is wanted.
    const before = (query: number) => (query % 100 < 3 ? 1 : 0);
    const after = (query: number) => (query % 100 >= 98 ? 1 : 0);
    const given = searched(2000, before, after);
    const verdict = verdictOf({ ...given, measure: successAt(1), minGain: 0.012 });
    expect(verdict.decision).toBe('too few queries');
    expect(verdict.gain.mean).toBeCloseTo(0.01, 12);
    expect(verdict.moreQueries).toBeGreaterThan(50_000);
  });

  it('compares with the first stage that it is given', () => {
    const given = searched(
      40,
      () => 9,
      () => 0,
    );
    const tuned = new Map(ids(40).map((id) => [id, 1]));
    expect(verdictOf({ ...given, firstStage: tuned }).decision).toBe('drop');
    tuned.delete('q3');
    expect(() => verdictOf({ ...given, firstStage: tuned })).toThrow('firstStage has undefined for query "q3"');
  });

  it('takes another measure, and is plain data, the same each time', () => {
    const given = {
      ...searched(
        30,
        (query) => query % 3,
        () => 0,
      ),
      measure: successAt(1),
    };
    const verdict = verdictOf(given);
    expect(verdict).toMatchObject({ measure: 'Success@1', secondStageMean: 1 });
    expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
    expect(verdictOf(given)).toEqual(verdict);
  });

  it('refuses searches that are not judged or had no second stage, and options that are none', () => {
    const given = searched(
      4,
      () => 1,
      () => 0,
    );
    const qrels = new Map([['other', new Map([['r', 1]])]]);
    expect(() => verdictOf({ ...given, qrels })).toThrow('ids such as "q0", the qrels such as "other"');
    const bare = new Map([...given.records].map(([id, { secondStage: _, ...record }]) => [id, record]));
    expect(() => verdictOf({ ...given, records: bare })).toThrow('had no second stage');
    expect(() => verdictOf({ ...given, minGain: 0 })).toThrow('minGain is 0');
    expect(() => verdictOf({ ...given, keep: 1.5 })).toThrow('keep is 1.5');
  });
});
