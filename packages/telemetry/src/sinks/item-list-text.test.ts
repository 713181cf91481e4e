import fc from 'fast-check';
import { expect, it } from 'vitest';
import { itemListText } from './item-list-text.ts';

it('is what JSON.stringify writes, whatever the ids and the numbers', () => {
  const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY, -0, 1e21));
  const id = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('a"b\\c', '\u2028\n', '\ud800', '\u007f'),
  );
  const item = fc.record({ id, score: number, rank: number, tier: number }, { requiredKeys: ['id', 'score', 'rank'] });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 6 }), (items) => {
      const ordered = items.map(({ id, score, rank, tier }) => ({
        id,
        score,
        rank,
        ...(tier !== undefined && { tier }),
      }));
      expect(itemListText(items)).toBe(JSON.stringify(ordered));
    }),
    { seed: 8, numRuns: 500 },
  );
});
