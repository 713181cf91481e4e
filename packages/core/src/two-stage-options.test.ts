import { describe, expect, test } from 'vitest';
import { alphabet, scoring } from './two-stage.fixture.ts';
import { createTwoStageRetriever } from './two-stage.ts';
import type { RetrieveOptions, TwoStageOptions } from './two-stage-options.ts';

const firstStage = alphabet(3);

describe('createTwoStageRetriever refuses', () => {
  test.each<[string, Partial<TwoStageOptions>, typeof RangeError | typeof TypeError, string]>([
    [
      'no first stage',
      { firstStage: undefined as never },
      TypeError,
      'two-stage: firstStage is undefined; pass a Retriever',
    ],
    [
      'a second stage that is none',
      { secondStage: {} as never },
      TypeError,
      'two-stage: secondStage is {}; pass a Reranker',
    ],
    [
      'finalK above firstStageK',
      { firstStageK: 5, finalK: 6 },
      RangeError,
      'two-stage: finalK is 6, firstStageK is 5; raise firstStageK or ask for less',
    ],
    ['firstStageK 0', { firstStageK: 0 }, RangeError, 'two-stage: firstStageK is 0'],
    ['finalK 1.5', { finalK: 1.5 }, RangeError, 'two-stage: finalK is 1.5'],
    ['a limit of 0 ms', { timeoutMs: 0 }, RangeError, 'two-stage: timeoutMs is 0'],
    ['a limit that timers cannot hold', { timeoutMs: 2 ** 31 }, RangeError, 'two-stage: timeoutMs is 2147483648'],
    ['NaN for minScore', { minScore: Number.NaN }, RangeError, 'two-stage: minScore is NaN'],
    ['an unknown policy', { onSecondStageFailure: 'ignore' as never }, TypeError, "pass 'fall-open' or 'throw'"],
    ['under its own name', { name: 'mine', finalK: -1 }, RangeError, 'mine: finalK is -1'],
  ])('%s', (_, options, kind, message) => {
    const create = () => createTwoStageRetriever({ firstStage, ...options });
    expect(create).toThrow(kind);
    expect(create).toThrow(message);
    expect(create).toThrow(expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' }));
  });
});

describe('a call rejects', () => {
  const retriever = createTwoStageRetriever({ firstStage, firstStageK: 50 });

  test.each<[string, RetrieveOptions, string]>([
    ['finalK above firstStageK', { finalK: 51 }, 'finalK is 51, firstStageK is 50'],
    ['firstStageK below finalK', { firstStageK: 9 }, 'finalK is 10, firstStageK is 9'],
    ['a page beyond firstStageK', { offset: 41 }, 'offset 41 and finalK 10 make 51, firstStageK is 50'],
    ['a negative offset', { offset: -1 }, 'offset is -1; pass 0 or a positive integer'],
    ['an offset of 1.5', { offset: 1.5 }, 'offset is 1.5'],
    ['a negative limit', { timeoutMs: -1 }, 'timeoutMs is -1'],
    ['a filter that is none', { filter: { $x: 1 } as never }, 'filter.$x is not an operator'],
  ])('%s', async (_, options, message) => {
    const work = retriever.retrieve('q', options);
    await expect(work).rejects.toThrow(message);
    await expect(work).rejects.toMatchObject({ code: 'TSR_INVALID_ARGUMENT' });
  });

  test('a query that is none', async () => {
    await expect(retriever.retrieve(7 as never)).rejects.toThrow(TypeError);
  });
});

test('a call refuses a signal that is not one', async () => {
  const retriever = createTwoStageRetriever({ firstStage: alphabet(1) });
  await expect(retriever.retrieve('q', { signal: 'soon' as never })).rejects.toThrow(
    'two-stage: signal is "soon"; pass the signal of',
  );
});

test('a call refuses options that are not an object', async () => {
  const retriever = createTwoStageRetriever({ firstStage: alphabet(1) });
  const message = 'options is null; pass an object or leave it out';
  await expect(retriever.retrieve('q', null as never)).rejects.toThrow(message);
  await expect(retriever.explain('q', null as never)).rejects.toThrow(message);
  await expect(retriever.search('q', null as never)).rejects.toThrow(message);
  await expect(alphabet(1).search('q', null as never)).rejects.toMatchObject({ code: 'TSR_INVALID_ARGUMENT' });
  await expect(scoring({}).rerank('q', [], null as never)).rejects.toThrow(message);
});
