import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { rankedRun, type ScoredRun, type Ties } from '../runs/scored-run.ts';
import { parseMeasure } from './parse-measures.ts';

interface Fixture {
  readonly qrels: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly runs: Readonly<Record<string, readonly (readonly [id: string, score: number])[]>>;
  readonly expected: Readonly<Record<Ties, Readonly<Record<string, Readonly<Record<string, number>>>>>>;
}

// Made by scripts/ir-measures-fixture.py.
const fixture: Fixture = JSON.parse(readFileSync(new URL('../../fixtures/ir-measures.json', import.meta.url), 'utf8'));
const qrels = new Map(Object.entries(fixture.qrels).map(([id, grades]) => [id, new Map(Object.entries(grades))]));
const run: ScoredRun = new Map(
  Object.entries(fixture.runs).map(([id, items]) => [id, items.map(([document, score]) => ({ id: document, score }))]),
);

describe.each(['trecEval', 'idAscending'] as const)('measures over runs with ties, %s', (ties) => {
  const expected = fixture.expected[ties];
  const names = [...new Set(Object.values(expected).flatMap((scores) => Object.keys(scores)))];
  const { perQuery } = evaluate({ run: rankedRun(run, { ties }), qrels, measures: names.map(parseMeasure) });

  it.each(names)('%s is that of ir_measures for each query, to 1e-6', (name) => {
    let compared = 0;
    for (const [query, scores] of Object.entries(expected)) {
      if (scores[name] === undefined) continue;
      expect(perQuery.get(query)![name], `query ${query}`).toBeCloseTo(scores[name], 6);
      compared++;
    }
    expect(compared).toBeGreaterThan(30);
  });
});

it('would not be equal with ties broken the other way', () => {
  const { perQuery } = evaluate({
    run: rankedRun(run, { ties: 'idAscending' }),
    qrels,
    measures: [parseMeasure('nDCG@10')],
  });
  const wrong = Object.entries(fixture.expected.trecEval).filter(
    ([query, scores]) => Math.abs(perQuery.get(query)!['nDCG@10']! - scores['nDCG@10']!) > 1e-6,
  );
  expect(wrong.length).toBeGreaterThan(5);
});
