import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../../tooling/random.ts';
import type { SlotFilter } from '../lexical-engine.ts';
import { createZipfWords } from '../zipf-words.fixture.ts';
import { asks, createHeldEngine, faultOf } from './held-engine.fixture.ts';

describe('queries of many words', () => {
  test.each([31, 32, 33, 200])('rank to the last bit as scoring every document does: %d words', (length) => {
    const random = createRandom(1);
    const words = createZipfWords({ random, vocabulary: 3000 });
    const subject = createHeldEngine();
    subject.change(Array.from({ length: 3000 }, () => [words(1 + random.below(30))]));
    const asked = Array.from({ length: 3 }, () =>
      asks(...Array.from({ length }, (_, at) => `w${at % 7 === 0 ? 1 + random.below(9) : 10 + random.below(2000)}`)),
    );
    const even: SlotFilter = { key: 'even', accepts: (slot) => slot % 2 === 0 };
    expect(faultOf(subject, { queries: asked, filters: [undefined, even], topKs: [1, 20, 1e9] })).toBeUndefined();
  });

  // Where each list is looked up in all others, this takes longer than a test may.
  test('take time that grows with their words, not with the square of them', () => {
    const random = createRandom(2);
    const subject = createHeldEngine();
    subject.change(Array.from({ length: 8_000 }, () => [Array.from({ length: 20 }, () => `w${random.below(16_000)}`)]));
    const query = asks(...Array.from({ length: 16_000 }, (_, at) => `w${at}`));
    expect(subject.found(query, 1e9)).toHaveLength(8_000);
  });
});
