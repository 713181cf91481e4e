import { createBm25Index } from '@tsr/bm25';
import { createAnalyzer } from '@tsr/bm25/analysis';
import type { Document, Retriever, Trace } from '@tsr/core';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { createBundledEmbedder } from '@tsr/embed';
import { evaluate, ndcgAt, runOf, searchMany } from '@tsr/eval';
import { createHybridRetriever } from '@tsr/fusion';
import { describe, expect, it } from 'vitest';
import { GERMAN, JAPANESE, type QuestionAndPassage } from './foreign-passages.fixture.ts';

const ANALYZERS = {
  German: createAnalyzer({ language: 'german' }),
  Japanese: createAnalyzer({ language: 'none' }),
};

// English beside it, which the dense leg does find: what a foreign question brings up there must not push ahead.
const ENGLISH = [
  'Renew a loan in your account as long as nobody waits for the book.',
  'The server does not start after an update: look at the log file.',
  'Reset your password on the login page; a message tells you how.',
  'Rooms for groups are booked online, two weeks ahead at most.',
  'The search API returns JSON and wants a key with every request.',
].map((content, index): Document => ({ id: `en-${index}`, content }));

async function legs(language: keyof typeof ANALYZERS, pairs: readonly QuestionAndPassage[]) {
  const passages = pairs.map(([, content], index): Document => ({ id: String(index), content }));
  const documents = [...passages, ...ENGLISH];
  const warnings: string[] = [];
  const embedder = await createBundledEmbedder({ onWarning: (warning) => void warnings.push(warning) });
  const bm25 = createBm25Index({ documents, analyzer: ANALYZERS[language] });
  const dense = await createDenseIndex({ documents, embedder, engine: 'exact' });
  return { embedder, warnings, bm25, dense, hybrid: createHybridRetriever({ retrievers: { bm25, dense } }) };
}

async function ndcg(retriever: Retriever, pairs: readonly QuestionAndPassage[]): Promise<number> {
  const queries = new Map(pairs.map(([question], index) => [String(index), question]));
  const qrels = new Map(pairs.map((_, index) => [String(index), new Map([[String(index), 1]])]));
  const run = runOf(await searchMany(retriever, queries, { topK: 10 }));
  return evaluate({ run, qrels, measures: [ndcgAt(10)] }).mean['nDCG@10'] as number;
}

describe.each([
  ['German', GERMAN],
  ['Japanese', JAPANESE],
] as const)('40 %s questions with the bundled embedder', (language, pairs) => {
  it('find as much in the default hybrid as with BM25 alone', async () => {
    const { bm25, hybrid } = await legs(language, pairs);
    const [alone, fused] = [await ndcg(bm25, pairs), await ndcg(hybrid, pairs)];
    console.log(`${language}: BM25 ${alone.toFixed(3)}, hybrid ${fused.toFixed(3)}`);
    expect(pairs).toHaveLength(40);
    expect(alone).toBeGreaterThan(0.5);
    expect(fused).toBeGreaterThanOrEqual(alone - 0.01);
  });

  it('warn once, and hardly a foreign passage is found by the dense leg', async () => {
    const { warnings, dense } = await legs(language, pairs);
    const found = new Set<string>();
    for (const [question] of pairs)
      for (const { document } of await dense.search(question, { topK: 100 })) found.add(document.id);
    expect([...found].filter((id) => !id.startsWith('en-')).length).toBeLessThanOrEqual(5);
    expect(warnings).toEqual([expect.stringMatching(/its language is probably not that of the table/)]);
  });

  it('find nothing there if long enough to judge, and the trace says so', async () => {
    const { dense } = await legs(language, pairs);
    const notes: Record<string, unknown> = {};
    const trace = { note: (fields: object) => void Object.assign(notes, fields) } as unknown as Trace;
    const long = pairs.slice(0, 2).flat().join(' ');
    expect(await dense.search(long, { trace })).toEqual([]);
    expect(notes).toMatchObject({ emptyQuery: 'zero vector', unreadable: { letters: expect.any(Number) } });
  });
});
