import { expect, test } from 'vitest';
import { createRandom } from '../../../../tooling/random.ts';
import { createZipfWords } from '../zipf-words.fixture.ts';
import { all, asks, createHeldEngine, faultOf, LUCENE } from './held-engine.fixture.ts';

test('more documents than a segment holds are ranked across segments, while some go and others come', {
  timeout: 60_000,
}, () => {
  const subject = createHeldEngine();
  const words = createZipfWords({ random: createRandom(1), vocabulary: 20_000 });
  subject.change(Array.from({ length: 70_000 }, (_, at) => [words(1 + (at % 5))]));
  expect(subject.engine.state.segments.map(({ size }) => size)).toEqual([65_536, 4464]);
  const queries = [asks('w1', 'w2', 'w50'), asks('w3', 'w900'), asks('w7', 'w8', 'w9', 'w19000')];
  const filters = [undefined, { key: 'few', accepts: (slot: number) => slot % 700 === 3 }];
  const askings = { queries, filters, topKs: [10, 1e9] };
  expect(faultOf(subject, askings)).toBeUndefined();

  const removed = [...subject.held.keys()].filter((slot) => slot % 3 === 0);
  subject.change(
    Array.from({ length: 500 }, () => [words(8)]),
    removed,
  );
  expect(faultOf(subject, askings)).toBeUndefined();
  all(subject.engine.maintain());
  all(subject.engine.compact());
  expect(subject.engine.state.segments.map(({ size }) => size)).toEqual([subject.held.size]);
  expect(faultOf(subject, askings)).toBeUndefined();
});

test('more different frequencies and lengths than 16 bits count are told apart', { timeout: 60_000 }, () => {
  const parameters = { ...LUCENE, fields: [LUCENE.fields[0], { weight: 2, b: 0.5 }] } as typeof LUCENE;
  const subject = createHeldEngine(parameters);
  const random = createRandom(2);
  const words = (): readonly string[] => Array.from({ length: random.below(60) }, () => random.pick([...'abcdef']));
  for (let batch = 0; batch < 2; batch++) subject.change(Array.from({ length: 8500 }, () => [words(), words()]));
  expect(subject.engine.state.codes.count).toBeGreaterThan(65_536);
  expect(subject.engine.state.segments.map(({ codes }) => codes.BYTES_PER_ELEMENT)).toEqual([2, 4]);
  const queries = [asks('a'), asks('b', 'c'), asks('a', 'b', 'c', 'd', 'd')];
  expect(faultOf(subject, { queries, topKs: [3, 1e9] })).toBeUndefined();
  all(subject.engine.compact());
  expect(subject.engine.state.segments).toHaveLength(1);
  expect(faultOf(subject, { queries, topKs: [3, 1e9] })).toBeUndefined();
});
