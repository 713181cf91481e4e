import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate, type Qrels } from './evaluate.ts';
import { ndcgAt, precisionAt, recallAt, reciprocalRankAt, successAt } from './measures.ts';

const qrels: Qrels = new Map([
  ['q1', new Map([['a', 1]])],
  ['q2', new Map([['b', 1]])],
]);

describe('evaluate', () => {
  it('counts a judged query that the run lacks as 0, and names it', () => {
    const { mean, perQuery, missing } = evaluate({ run: new Map([['q1', ['a']]]), qrels, measures: [ndcgAt(10)] });
    expect(mean).toEqual({ 'nDCG@10': 0.5 });
    expect(perQuery.get('q2')).toEqual({ 'nDCG@10': 0 });
    expect(missing).toEqual(['q2']);
  });

  it('leaves out queries without judgments', () => {
    const run = new Map([
      ['q1', ['a']],
      ['q2', ['b']],
      ['q3', ['c']],
    ]);
    const { mean, perQuery } = evaluate({ run, qrels, measures: [ndcgAt(10)] });
    expect(mean).toEqual({ 'nDCG@10': 1 });
    expect([...perQuery.keys()]).toEqual(['q1', 'q2']);
  });

  it('refuses a document ranked twice, measures of one name, no measures and no queries', () => {
    const run = new Map([['q1', ['a', 'b', 'a']]]);
    expect(() => evaluate({ run, qrels, measures: [ndcgAt(1)] })).toThrow(/the run has "a" twice for query "q1"/);
    expect(() => evaluate({ run: new Map(), qrels, measures: [ndcgAt(1), ndcgAt(1)] })).toThrow(/named "nDCG@1"/);
    expect(() => evaluate({ run: new Map(), qrels, measures: [] })).toThrow(/no measures/);
    expect(() => evaluate({ run: new Map(), qrels: new Map(), measures: [ndcgAt(1)] })).toThrow(/no query/);
  });
});

interface Fixture {
  readonly qrels: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly runs: Readonly<Record<string, readonly string[]>>;
  readonly expected: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

describe('evaluate against trec_eval', () => {
  const fixture: Fixture = JSON.parse(readFileSync(new URL('../fixtures/trec-eval.json', import.meta.url), 'utf8'));
  const { perQuery, missing } = evaluate({
    run: new Map(Object.entries(fixture.runs)),
    qrels: new Map(Object.entries(fixture.qrels).map(([id, grades]) => [id, new Map(Object.entries(grades))])),
    measures: [
      ...[1, 10, 100].map(ndcgAt),
      ...[5, 100].map(recallAt),
      ...[1, 10].map(precisionAt),
      ...[1, 5, 10].map(successAt),
      reciprocalRankAt(1000),
    ],
  });

  it('gives the same for every query and measure, to 1e-9', () => {
    expect(Object.keys(fixture.expected).length).toBeGreaterThan(50);
    for (const [id, expected] of Object.entries(fixture.expected)) {
      const scores = perQuery.get(id)!;
      expect(Object.keys(scores).sort()).toEqual(Object.keys(expected).sort());
      for (const [name, value] of Object.entries(expected)) {
        expect(scores[name], `${name} of ${id}`).toBeCloseTo(value, 9);
      }
    }
  });

  it('has the queries that trec_eval leaves out as missing', () => {
    const left = Object.keys(fixture.qrels).filter((id) => !(id in fixture.expected));
    expect(left.length).toBeGreaterThan(0);
    expect([...missing].sort()).toEqual(left.sort());
  });
});
