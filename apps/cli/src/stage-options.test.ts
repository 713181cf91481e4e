import { expect, test } from 'vitest';
import { checkedStages, type GivenStageOptions } from './stage-options.ts';

const given: GivenStageOptions = { collection: 'c', firstStage: 'hybrid', rerank: 'features', topK: 10 };

test('there are 100 candidates, or as many as results where that is more', () => {
  expect(checkedStages(given).candidates).toBe(100);
  expect(checkedStages({ ...given, topK: 250 }).candidates).toBe(250);
  expect(checkedStages({ ...given, candidates: 20 }).candidates).toBe(20);
});

test.each<[Partial<GivenStageOptions>, string]>([
  [{ candidates: 5 }, '-k is 10, -n is 5; raise -n or ask for less'],
  [{ rerank: 'cross-encoder' }, '--rerank cross-encoder needs --model, a folder or an id'],
  [{ model: 'm' }, '--model goes with --rerank cross-encoder; add that, or leave it out'],
])('%o is refused in words of the command line', (wrong, message) => {
  const refused = (): unknown => checkedStages({ ...given, ...wrong });
  expect(refused).toThrow(expect.objectContaining({ message, code: 'TSR_INVALID_ARGUMENT' }));
});
