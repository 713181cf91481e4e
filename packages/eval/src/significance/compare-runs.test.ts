import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { averagePrecision } from '../measures/average-precision.ts';
import { ndcgAt } from '../measures/ndcg.ts';
import { compareRuns } from './compare-runs.ts';
import { comparisonMarkdown, formatComparison } from './format-comparison.ts';

const ids = Array.from({ length: 20 }, (_, query) => `q${query}`);
const qrels = new Map(ids.map((id) => [id, new Map([['a', 1]])]));
const measures = [ndcgAt(10), averagePrecision()];
const evaluated = (rankingOf: (query: number) => readonly string[], queries = ids) =>
  evaluate({ run: new Map(queries.map((id, at) => [id, rankingOf(at)])), qrels, measures, missing: 'leaveOut' });

const bm25 = evaluated((query) => (query % 4 === 0 ? ['a', 'b'] : ['b', 'a']));
const better = evaluated((query) => (query === 4 ? ['b', 'a'] : ['a', 'b']));

describe('compareRuns', () => {
  const comparison = compareRuns({ evaluations: { bm25, better, same: bm25 } });

  it('gives means, differences, tests and who won where', () => {
    expect(comparison).toMatchObject({ baseline: 'bm25', queries: 20, leftOut: 0, measures: ['nDCG@10', 'AP'] });
    const [first, second, third] = comparison.runs;
    expect(first!.measures.AP).toEqual({ mean: 0.625 });
    expect(second!.measures.AP).toMatchObject({ mean: 0.975, difference: { wins: 15, ties: 4, losses: 1 } });
    const { mean, interval, p, pRandomisation, pTTest } = second!.measures.AP!.difference!;
    expect(mean).toBeCloseTo(0.35, 12);
    expect(interval.low).toBeGreaterThan(0.2);
    expect(p).toBeLessThan(0.01);
    expect(p).toBeCloseTo(pRandomisation * 4, 12);
    expect(pTTest).toBeLessThan(0.001);
    expect(third!.measures.AP!.difference).toMatchObject({ mean: 0, p: 1, effectSize: 0, ties: 20 });
  });

  it('is plain data, and takes another baseline', () => {
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
    const turned = compareRuns({ evaluations: { bm25, better }, baseline: 'better' });
    expect(turned.runs[0]!.measures.AP!.difference!.mean).toBeCloseTo(-0.35, 12);
  });

  it('refuses different queries, and compares what all have where it is told to', () => {
    const short = evaluated(() => ['a'], ids.slice(0, 15));
    expect(() => compareRuns({ evaluations: { bm25, short } })).toThrow(
      'run "short" lacks 5 of 20 queries, such as "q15"; search them, or compare what all runs have',
    );
    expect(compareRuns({ evaluations: { bm25, short }, queries: 'shared' })).toMatchObject({ queries: 15, leftOut: 5 });
  });

  it('refuses one run, an unknown baseline and different measures', () => {
    expect(() => compareRuns({ evaluations: { bm25 } })).toThrow('1 runs are given');
    expect(() => compareRuns({ evaluations: { bm25, better }, baseline: 'dense' })).toThrow('baseline is "dense"');
    const other = evaluate({ run: new Map(ids.map((id) => [id, ['a']])), qrels, measures: [ndcgAt(5)] });
    expect(() => compareRuns({ evaluations: { bm25, other } })).toThrow('were not both scored by nDCG@10');
  });

  it('is a table as papers have them', () => {
    const markdown = comparisonMarkdown(comparison);
    expect(markdown).toContain('| run | nDCG@10 | AP |\n| --- | ---: | ---: |\n| bm25 (baseline) | 0.7232 | 0.6250 |');
    expect(markdown).toContain('| better | **0.9815**\\*\\* | **0.9750**\\*\\* |');
    expect(markdown).toContain('| 15 / 4 / 1 |');
    expect(formatComparison(comparison).split('\n').slice(0, 3)).toEqual([
      'run      nDCG@10        AP',
      'bm25      0.7232    0.6250',
      'better  0.9815**  0.9750**',
    ]);
  });
});
