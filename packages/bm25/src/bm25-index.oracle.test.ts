import { type Document, type Ranking, type Retriever, rankingFault } from '@tsr/core';
import { createNaiveBm25 } from '@tsr/core/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnalyzer } from './analysis/index.ts';
import { createBm25Index } from './index.ts';

const analyzer = createAnalyzer();
const tokenize = analyzer.terms;
/** Each term of a score is rounded to nine decimals. */
const ROUNDING = 2e-8;

const word = fc.constantFrom(
  ...[
    'gateway',
    'gateways',
    'token',
    'tokens',
    'the',
    'OAuth2',
    'é',
    'constructor',
    '__proto__',
    'rate',
    'limit',
    '設定',
  ],
);
const text = (maxLength: number) => fc.array(word, { maxLength }).map((words) => words.join(' '));
const id = fc.constantFrom(...'abcdefgh', '\u{10000}', '\ue000', '__proto__', 'constructor', '10', '9');
const document: fc.Arbitrary<Document> = fc.record({
  id,
  title: text(3),
  content: text(20),
  metadata: fc.record({ even: fc.boolean() }),
});
const corpus = fc.uniqueArray(document, { selector: (one) => one.id, maxLength: 12 });
const parameters = fc.record({ k1: fc.constantFrom(0, 0.9, 1.2, 3), b: fc.constantFrom(0, 0.4, 0.75, 1) });
const filter = fc.constantFrom(undefined, { even: true });

/** The same documents and scores, in an order that the oracle's scores allow. */
async function expectAgreement(found: Ranking, oracle: Retriever, query: string, options: object): Promise<void> {
  const expected = new Map(
    (await oracle.search(query, { ...options, topK: 1000 })).map((item) => [item.document.id, item.score]),
  );
  expect(found.map((item) => item.document.id).sort()).toEqual([...expected.keys()].sort());
  expect(rankingFault(found)).toBeUndefined();
  let above = Number.POSITIVE_INFINITY;
  for (const { document: held, score } of found) {
    const exact = expected.get(held.id) ?? Number.NaN;
    expect(Math.abs(score - exact)).toBeLessThanOrEqual(ROUNDING + 1e-9 * exact);
    expect(exact).toBeLessThanOrEqual(above + ROUNDING);
    above = exact;
  }
}

describe('createBm25Index, against the naive BM25', () => {
  test('finds, scores and orders the same documents', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, text(6), parameters, filter, async (documents, query, chosen, only) => {
        const index = createBm25Index({ documents, analyzer, ...chosen });
        const oracle = createNaiveBm25({ documents, tokenize, ...chosen });
        await expectAgreement(await index.search(query, { topK: 1000, filter: only }), oracle, query, { filter: only });
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('does so after any changes, and equals an index made of what is left', async () => {
    const change = fc.oneof(
      fc.record({ upsert: corpus }),
      fc.record({ remove: fc.array(id, { maxLength: 6 }) }),
      fc.record({ search: text(3) }),
    );
    await fc.assert(
      fc.asyncProperty(corpus, fc.array(change, { maxLength: 6 }), text(6), async (documents, changes, query) => {
        const index = createBm25Index({ documents, analyzer });
        const left = new Map(documents.map((one) => [one.id, one]));
        for (const step of changes) {
          if ('upsert' in step) {
            await index.upsert(step.upsert);
            for (const one of step.upsert) left.set(one.id, one);
          } else if ('remove' in step) {
            await index.remove(step.remove);
            for (const gone of step.remove) left.delete(gone);
          } else await index.search(step.search);
        }
        const rest = [...left.values()].reverse();
        const found = await index.search(query, { topK: 1000 });
        expect(await index.count()).toBe(left.size);
        expect(found).toEqual(await createBm25Index({ documents: rest, analyzer }).search(query, { topK: 1000 }));
        await expectAgreement(found, createNaiveBm25({ documents: rest, tokenize }), query, {});
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('scores to the last bit alike, whatever the order of the query', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, fc.array(word, { maxLength: 8 }), async (documents, query) => {
        const index = createBm25Index({ documents, analyzer });
        const found = await index.search(query.join(' '), { topK: 1000 });
        expect(await index.search(query.toReversed().join(' '), { topK: 1000 })).toEqual(found);
      }),
      { seed: 1 },
    );
  });

  test('cuts and filters like a search without a cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        corpus,
        text(6),
        fc.integer({ min: 1, max: 15 }),
        filter,
        async (documents, query, topK, only) => {
          const index = createBm25Index({ documents, analyzer });
          const all = await index.search(query, { topK: 1e9, filter: only });
          expect(await index.search(query, { topK, filter: only })).toEqual(all.slice(0, topK));
          const scores = await index.scoreByIds(query, [...documents.map((one) => one.id), 'unknown']);
          for (const { document: held, score } of all) expect(scores.get(held.id)).toBe(score);
        },
      ),
      { seed: 1 },
    );
  });
});
