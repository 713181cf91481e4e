import { expect, test } from 'vitest';
import { createAnalyzer } from './analysis/index.ts';
import { createQueryReader } from './query-reader.ts';

test('what hits must hold and must not is asked for once, however often it is typed', () => {
  const read = createQueryReader({
    analyzer: createAnalyzer(),
    engine: { termsFor: () => [] },
    operators: true,
    prefix: false,
    fuzzy: false,
  });
  expect(read('+gateway -token '.repeat(3))).toEqual({
    terms: [{ term: 'gateway', weight: 3 }],
    required: ['gateway'],
    excluded: [['token']],
  });
});
