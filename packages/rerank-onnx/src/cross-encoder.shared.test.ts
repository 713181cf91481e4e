import { testReranker } from '@tsr/conformance';
import { createTwoStageRetriever, defineRetriever, type Ranking } from '@tsr/core';
import { afterAll, describe, expect, it, test } from 'vitest';
import { describeShared, sharedPath } from '../../../tooling/shared.ts';
import { createCrossEncoder } from './index.ts';

const passages = Array.from(
  { length: 300 },
  (_, index) => `Section ${index}. ${'The gateway checks the token that a client sends with each request. '.repeat(6)}`,
);
const candidates: Ranking = passages.map((content, index) => ({
  document: { id: String(index).padStart(3, '0'), content },
  score: -index,
}));

describeShared('a cross-encoder of the size of ms-marco-MiniLM-L-6-v2', () => {
  const opened = createCrossEncoder({
    model: 'tsr/untrained-cross-encoder-l6',
    modelsFolder: sharedPath('models'),
    workers: 2,
  });
  afterAll(async () => (await opened).dispose());

  testReranker({ describe, test }, 'the int8 model', { create: () => opened });

  it('leaves the event loop free while it scores', async () => {
    const encoder = await opened;
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const results = await encoder.rerank('how do I send a token', candidates.slice(0, 60));
    clearInterval(timer);
    expect(results).toHaveLength(60);
    expect(ticks).toBeGreaterThan(20);
  });

  it('gives the same bits with one worker as with two', async () => {
    const alone = await createCrossEncoder({
      model: 'tsr/untrained-cross-encoder-l6',
      modelsFolder: sharedPath('models'),
      workers: 1,
    });
    const expected = await (await opened).rerank('how do I send a token', candidates.slice(0, 10));
    expect(await alone.rerank('how do I send a token', candidates.slice(0, 10))).toEqual(expected);
    await alone.dispose();
  });

  it('is the second stage of a two-stage retriever, and leaves a tail where time runs out', async () => {
    const firstStage = defineRetriever({ name: 'fixed', search: async () => candidates });
    const retriever = createTwoStageRetriever({ firstStage, secondStage: await opened, firstStageK: 300 });
    const { results, degraded } = await retriever.retrieve('how do I send a token', { finalK: 300, timeoutMs: 500 });
    expect(results).toHaveLength(300);
    const scored = results.filter(({ secondStageScore }) => secondStageScore !== undefined).length;
    expect(scored).toBeGreaterThan(0);
    expect(degraded).toMatchObject({ stage: 'rerank', scored, of: 300 });
  });
});
