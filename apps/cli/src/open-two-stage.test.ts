import { join } from 'node:path';
import { writeCollection } from '@tsr/collection';
import { createBundledEmbedder } from '@tsr/embed';
import { beforeAll, expect, test } from 'vitest';
import { type OpenOptions, openTwoStage } from './open-two-stage.ts';
import { scratchFolder } from './run-cli.fixture.ts';
import { checkedStages } from './stage-options.ts';

const collection = join(scratchFolder(), 'collection');

// More than the dense leg searches without a graph when the engine is left to it.
const DOCUMENTS = 5_001;

beforeAll(async () => {
  const documents = Array.from({ length: DOCUMENTS }, (_, index) => ({ id: `${index}`, content: `word${index}` }));
  await writeCollection(collection, { documents, embedder: await createBundledEmbedder() });
}, 60_000);

async function engineOf(options: Partial<OpenOptions>): Promise<string | undefined> {
  const { signal } = new AbortController();
  const given = checkedStages({ collection, firstStage: 'hybrid', rerank: 'none', topK: 10 });
  const opened = await openTwoStage({ ...given, signal, ...options });
  await opened.dispose();
  return opened.collection.denseEngine();
}

test('a search without the dense leg does not build it; one query is worth no graph', { timeout: 60_000 }, async () => {
  expect(await engineOf({ firstStage: 'bm25' })).toBeUndefined();
  expect(await engineOf({})).toBe('exact');
});

test('opening ends when the signal aborts', async () => {
  const controller = new AbortController();
  const opening = engineOf({ signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(opening).rejects.toThrow('enough');
});
