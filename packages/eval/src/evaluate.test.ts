import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createEvaluation, evaluate, type Qrels } from './evaluate.ts';
import { ndcgAt } from './measures/ndcg.ts';
import { precisionAt, recallAt, successAt } from './measures/precision.ts';
import { reciprocalRankAt } from './measures/reciprocal-rank.ts';

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

describe('createEvaluation', () => {
  const measures = [ndcgAt(10)];

  it('scores a run query by query, as evaluate does', () => {
    const evaluation = createEvaluation({ qrels, measures });
    evaluation.add('q1', ['x', 'a']);
    evaluation.add('q3', ['a']);
    expect(evaluation.report()).toEqual(
      evaluate({
        run: new Map([
          ['q1', ['x', 'a']],
          ['q3', ['a']],
        ]),
        qrels,
        measures,
      }),
    );
    expect(evaluation.report()).toMatchObject({ missing: ['q2'], unjudged: ['q3'] });
    expect(() => evaluation.add('q1', ['a'])).toThrow('query "q1" was added before');
    expect(() => evaluation.add('q3', ['a'])).toThrow('query "q3" was added before');
  });

  it('leaves judged queries that the run lacks out of the mean where it is asked to', () => {
    const run = new Map([['q1', ['a']]]);
    const { mean, perQuery, missing } = evaluate({ run, qrels, measures, missing: 'leaveOut' });
    expect(mean).toEqual({ 'nDCG@10': 1 });
    expect([...perQuery.keys()]).toEqual(['q1']);
    expect(missing).toEqual(['q2']);
  });

  it('refuses a run of which no query is judged: its ids are others', () => {
    const run = new Map([['1', ['a']]]);
    expect(() => evaluate({ run, qrels, measures })).toThrow('its ids are such as "1", the judged such as "q1"');
  });
});

describe('evaluate against trec_eval', () => {
  const fixture: Fixture = JSON.parse(readFileSync(new URL('../fixtures/trec-eval.json', import.meta.url), 'utf8'));
  const { perQuery, missing } = evaluate({
    run: new Map(Object.entries(fixture.runs)),
    qrels: new Map(Object.entries(fixture.qrels).map(([id, grades]) => [id, new Map(Object.entries(grades))])),
    measures: [
      ...[1, 10, 100].map((k) => ndcgAt(k)),
      ...[5, 100].map((k) => recallAt(k)),
      ...[1, 10].map((k) => precisionAt(k)),
      ...[1, 5, 10].map((k) => successAt(k)),
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
