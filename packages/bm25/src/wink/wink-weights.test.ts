import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formulaWeights } from './formula-weights.ts';
import { type WeightVisitor, type WinkParameters, winkWeights } from './wink-weights.ts';

type Weigh = (documents: readonly string[][], parameters: WinkParameters, visit: WeightVisitor) => void;

const defaults = { k1: 1.2, b: 0.75 };

function weights(weigh: Weigh, documents: readonly string[][], parameters: WinkParameters = defaults) {
  const found = new Map<string, number>();
  weigh(documents, parameters, (term, document, weight) => void found.set(`${document} ${term}`, weight));
  return found;
}

const term = fc.constantFrom(
  'a',
  'b',
  'c',
  '7',
  '',
  '=',
  '__proto__',
  'constructor',
  'toString',
  'valueOf',
  '\u{1f600}',
);
const corpus = fc.array(fc.array(term, { maxLength: 12 }), { minLength: 3, maxLength: 12 });
const parameters = fc.record({
  k1: fc.constantFrom(0, 0.9, 1.2, 1_000_000),
  b: fc.constantFrom(0, 0.4, 0.75, 1),
});

describe('winkWeights', () => {
  test('gives what the formula gives, to nine decimals, for any terms', () => {
    fc.assert(
      fc.property(corpus, parameters, (documents, chosen) => {
        const expected = weights(formulaWeights, documents, chosen);
        const found = weights(winkWeights, documents, chosen);
        expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
        for (const [key, weight] of expected) {
          expect(Math.abs((found.get(key) ?? Number.NaN) - weight)).toBeLessThanOrEqual(1e-9 + weight * 1e-12);
        }
      }),
      { seed: 1 },
    );
  });

  test('numbers documents past ten in order, though wink keeps their ids as strings', () => {
    const documents = Array.from({ length: 12 }, (_, index) => [`t${index}`]);
    expect([...weights(winkWeights, documents).keys()]).toEqual(documents.map(([only], index) => `${index} ${only}`));
  });

  test('needs no term anywhere', () => expect(weights(winkWeights, [[], [], []]).size).toBe(0));
});

describe('formulaWeights', () => {
  test('weighs one term in one document as a hand does', () => {
    const [weight] = weights(formulaWeights, [['a']]).values();
    expect(weight).toBeCloseTo((Math.log(1 + 0.5 / 1.5) * 2.2) / (1 + 1.2), 12);
  });

  test('weighs none of no documents', () => expect(weights(formulaWeights, []).size).toBe(0));
});
