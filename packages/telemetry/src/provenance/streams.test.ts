import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIntegerCounts } from './integer-counts.ts';
import { createQuantileSketch } from './quantile-sketch.ts';
import { createResampling } from './resampling.ts';
import { createShareResamples } from './share-resamples.ts';

const atRank = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(share * values.length)) - 1]!;

describe('createIntegerCounts', () => {
  it('has the quantiles of the sorted values', () => {
    const numbers = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(numbers, (values) => {
        const counts = createIntegerCounts();
        for (const value of values) counts.add(value);
        const mean = values.reduce((a, b) => a + b) / values.length;
        const [p50, p95, max] = [0.5, 0.95, 1].map((share) => atRank(values, share));
        expect(counts.summary()).toEqual({ count: values.length, mean, p50, p95, max });
        expect(counts.quantile(0)).toBe(Math.min(...values));
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it('has none of nothing', () => {
    expect(createIntegerCounts().summary()).toEqual({ count: 0, mean: null, p50: null, p95: null, max: null });
  });
});

describe('createQuantileSketch', () => {
  it('is within 1 % of a value of that rank', () => {
    const times = fc.array(fc.double({ min: 1e-4, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(times, (values) => {
        const sketch = createQuantileSketch();
        for (const value of values) sketch.add(value);
        const { p50, p95, p99 } = sketch.summary();
        for (const [found, share] of [[p50, 0.5] as const, [p95, 0.95] as const, [p99, 0.99] as const]) {
          const exact = atRank(values, share);
          expect(Math.abs(found! - exact)).toBeLessThanOrEqual(exact * 0.0100001);
        }
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it('takes 0, and has nothing of nothing', () => {
    const sketch = createQuantileSketch();
    expect(sketch.summary()).toEqual({ mean: null, p50: null, p95: null, p99: null });
    sketch.add(0);
    expect(sketch.summary().p99).toBeLessThan(2e-4);
  });
});

describe('createShareResamples', () => {
  /** 200 queries with 10 results each, of which 0, 1, …, 10 in turns are of the first range. */
  const queries = Array.from({ length: 200 }, (_, query) => [query % 11, 10 - (query % 11)]);

  const countsOf = (counts: readonly number[]) => new Map(counts.map((results, bin) => [bin, { results }]));

  function intervalsOf(seed: number, resamples = 2000, count = queries.length) {
    const resampling = createResampling({ resamples, seed });
    const shares = createShareResamples(2, resampling);
    for (const counts of queries.slice(0, count)) shares.add(countsOf(counts), 10, resampling.draw());
    return shares.intervals(0);
  }

  it('has the interval that the standard error of the mean says', () => {
    const values = queries.map(([first]) => first! / 10);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    const half = 1.96 * Math.sqrt(variance / values.length);
    for (const { micro, macro } of [intervalsOf(1), intervalsOf(2)]) {
      for (const interval of [micro!, macro!]) {
        expect(Math.abs(interval.low - (mean - half))).toBeLessThan(0.15 * half);
        expect(Math.abs(interval.high - (mean + half))).toBeLessThan(0.15 * half);
      }
    }
  });

  it('is the same for the same seed, and another for another', () => {
    expect(intervalsOf(1, 100)).toEqual(intervalsOf(1, 100));
    expect(intervalsOf(1, 100)).not.toEqual(intervalsOf(2, 100));
  });

  it('has none for one query, or without resamples', () => {
    expect(intervalsOf(1, 100, 1)).toEqual({ micro: null, macro: null });
    expect(intervalsOf(1, 0)).toEqual({ micro: null, macro: null });
  });

  it('goes on by itself after a copy', () => {
    const resampling = createResampling({ resamples: 50 });
    const shares = createShareResamples(2, resampling);
    for (const counts of queries.slice(0, 20)) shares.add(countsOf(counts), 10, resampling.draw());
    const before = shares.intervals(0);
    shares.copy().add(countsOf([10, 0]), 10, resampling.draw());
    expect(shares.intervals(0)).toEqual(before);
  });
});

describe('createResampling', () => {
  it('draws how often by a Poisson distribution of mean 1', () => {
    const resampling = createResampling({ resamples: 10_000, seed: 4 });
    const draws = [...resampling.draw(), ...resampling.draw()];
    const share = (count: number) => draws.filter((draw) => draw === count).length / draws.length;
    for (const [count, probability] of [0.3679, 0.3679, 0.1839, 0.0613].entries()) {
      expect(Math.abs(share(count) - probability)).toBeLessThan(0.012);
    }
  });

  it('refuses options that are none', () => {
    expect(() => createResampling({ resamples: -1 })).toThrow('telemetry: resamples is -1');
    expect(() => createResampling({ confidence: 1 })).toThrow('telemetry: confidence is 1');
    expect(() => createResampling({ seed: 0.5 })).toThrow('telemetry: seed is 0.5');
  });
});
