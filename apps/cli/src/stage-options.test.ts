import { expect, test } from 'vitest';
import { checkedStages, type GivenStageOptions } from './stage-options.ts';

const given: GivenStageOptions = { collection: 'c', firstStage: 'hybrid', rerank: 'learned', topK: 10 };

test('there are 100 candidates, or as many as results where that is more', () => {
  expect(checkedStages(given).candidates).toBe(100);
  expect(checkedStages({ ...given, topK: 250 }).candidates).toBe(250);
  expect(checkedStages({ ...given, candidates: 20 }).candidates).toBe(20);
});

test('a cascade keeps the best 20 for the cross-encoder, or as many as it is told', () => {
  expect(checkedStages({ ...given, rerank: 'cascade', model: 'm' }).keep).toBe(20);
  expect(checkedStages({ ...given, rerank: 'cascade', model: 'm', keep: 5 }).keep).toBe(5);
  expect('keep' in checkedStages(given)).toBe(false);
});

test.each<[Partial<GivenStageOptions>, string]>([
  [{ candidates: 5 }, '-k is 10, -n is 5; raise -n or ask for less'],
  [{ rerank: 'cross-encoder' }, '--rerank cross-encoder needs --model, a folder or an id'],
  [{ rerank: 'cascade' }, '--rerank cascade needs --model, a folder or an id'],
  [{ model: 'm' }, '--model goes with --rerank cross-encoder or cascade; add that, or leave it out'],
  [{ keep: 5 }, '--keep goes with --rerank cascade; add that, or leave it out'],
  [
    { rerank: 'none', interpolate: 0.5 },
    '--interpolate mixes scores of a second stage, and --rerank is none; leave one of them out',
  ],
])('%o is refused in words of the command line', (wrong, message) => {
  const refused = (): unknown => checkedStages({ ...given, ...wrong });
  expect(refused).toThrow(expect.objectContaining({ message, code: 'TSR_INVALID_ARGUMENT' }));
});
