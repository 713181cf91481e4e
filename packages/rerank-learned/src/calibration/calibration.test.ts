import { readFileSync } from 'node:fs';
import { seededRandom } from '@tsr/core';
import { describe, expect, test } from 'vitest';
import { probabilityOf } from './calibration.ts';
import { fitIsotonic } from './fit-isotonic.ts';
import { fitPlatt } from './fit-platt.ts';

interface Case {
  readonly name: string;
  readonly scores: readonly number[];
  readonly relevant: readonly number[];
  readonly asked: readonly number[];
  readonly platt: { readonly slope: number; readonly intercept: number; readonly probabilities: readonly number[] };
  readonly isotonic: readonly number[];
}

// Made by scripts/calibration-reference.py.
const { cases }: { cases: readonly Case[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/calibration.json', import.meta.url), 'utf8'),
);

describe.each(cases)('beside scikit-learn: $name', ({ scores, relevant, asked, platt, isotonic }) => {
  test('fitPlatt gives the same probabilities', () => {
    const fitted = fitPlatt(scores, relevant);
    expect(fitted.slope / platt.slope).toBeCloseTo(1, 3);
    for (const [at, score] of asked.entries()) {
      expect(probabilityOf(fitted, score)).toBeCloseTo(platt.probabilities[at]!, 4);
    }
  });

  test('fitIsotonic gives the same probabilities', () => {
    const fitted = fitIsotonic(scores, relevant);
    for (const [at, score] of asked.entries()) expect(probabilityOf(fitted, score)).toBeCloseTo(isotonic[at]!, 9);
  });
});

describe('calibration', () => {
  const random = seededRandom(7);
  const scores = Array.from({ length: 300 }, () => random() * 10);
  const relevant = scores.map((score) => random() * 10 < score);

  test.each([fitPlatt, fitIsotonic])('%o never falls, stays in 0 to 1, and survives JSON', (fit) => {
    const fitted = JSON.parse(JSON.stringify(fit(scores, relevant)));
    let before = 0;
    for (let score = -20; score <= 30; score += 0.01) {
      const probability = probabilityOf(fitted, score);
      expect(probability).toBeGreaterThanOrEqual(before);
      before = probability;
    }
    expect(before).toBeLessThanOrEqual(1);
    expect(probabilityOf(fitted, 8)).toBeGreaterThan(probabilityOf(fitted, 2) + 0.3);
  });

  test('scores that say nothing, or the contrary, get the share of relevant documents', () => {
    const contrary = fitPlatt([1, 2, 3, 4], [true, true, false, false]);
    expect(contrary).toEqual({ kind: 'platt', slope: 0, intercept: 0 });
    expect(probabilityOf(fitIsotonic([1, 2, 3, 4], [true, true, false, false]), 2)).toBe(0.5);
    expect(probabilityOf(fitPlatt([5, 5, 5, 5], [1, 0, 1, 0]), 5)).toBeCloseTo(0.5, 9);
    expect(fitIsotonic([5, 5, 5, 5], [1, 0, 0, 0])).toEqual({ kind: 'isotonic', scores: [5], probabilities: [0.25] });
  });

  test('scores that tell all apart do not make fitPlatt certain', () => {
    const fitted = fitPlatt([1, 2, 3, 11, 12, 13], [0, 0, 0, 1, 1, 1]);
    expect(probabilityOf(fitted, 13)).toBeGreaterThan(0.75);
    expect(probabilityOf(fitted, 13)).toBeLessThan(0.95);
  });

  test.each([1e-300, 1e-30, 1e30, 1e300])('scores of about %d are fitted as those of about 1', (scale) => {
    const plain = fitPlatt(scores, relevant);
    const scaled = fitPlatt(
      scores.map((score) => score * scale),
      relevant,
    );
    for (const score of [0, 3, 9]) {
      expect(probabilityOf(scaled, score * scale)).toBeCloseTo(probabilityOf(plain, score), 6);
    }
  });

  const both = [
    [[1, 2], [1, 1], '2 of 2 documents are relevant; pass scores of both relevant and other documents'],
    [[1, 2], [0, false], '0 of 2 documents are relevant; pass scores of both relevant and other documents'],
    [[], [], '0 of 0 documents are relevant; pass scores of both relevant and other documents'],
    [[1, 2], [1], 'there are 2 scores and 1 judgments; pass one judgment a score'],
    [[1, Number.NaN], [1, 0], 'scores[1] is NaN; pass finite numbers'],
    [[1, Number.POSITIVE_INFINITY], [1, 0], 'scores[1] is Infinity; pass finite numbers'],
    [null as never, [1], 'got null and [1]; pass scores and judgments as arrays'],
  ] as const;

  test.each(both)('refuses %j with judgments %j', (badScores, judgments, message) => {
    for (const fit of [fitPlatt, fitIsotonic]) {
      const fault = { message: `${fit.name}: ${message}`, code: 'TSR_INVALID_ARGUMENT' };
      expect(() => fit(badScores, judgments)).toThrow(expect.objectContaining(fault));
    }
  });
});
