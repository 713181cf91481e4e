import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { Filter } from '@tsr/core';
import { createBundledEmbedder } from '@tsr/embed';
import { expect, test } from 'vitest';
import { judgedCollection } from '../../../tooling/judged-collection.ts';
import { describeShared } from '../../../tooling/shared.ts';
import { createDenseIndex, type DenseIndex, openDenseIndex } from './index.ts';

const TOP_K = 100;
const TARGET = 0.98;

type Queries = readonly Float32Array[];

/** Share of the exact best, in single precision, that the index finds, on average. */
async function recall(index: DenseIndex, oracle: DenseIndex, queries: Queries, filter?: Filter): Promise<number> {
  let sum = 0;
  for (const vector of queries) {
    const query = { text: '', vector };
    const options = { topK: TOP_K, ...(filter && { filter }) };
    const right = new Set((await oracle.search(query, options)).map(({ document }) => document.id));
    const found = await index.search(query, options);
    sum += found.filter(({ document }) => right.has(document.id)).length / right.size;
    await turn();
  }
  return sum / queries.length;
}

describeShared('the recall promise, of the text queries of', () => {
  test.each(['scifact', 'cranfield', 'trec-dl'] as const)('%s', async (name) => {
    const embedder = await createBundledEmbedder();
    const { documents: texts, queries: asked } = judgedCollection(name);
    const documents = texts.map((document, n) => ({ ...document, metadata: { n: n % 100 } }));
    const vectors = await embedder.embedDocuments(documents.map(({ title, content }) => `${title ?? ''}. ${content}`));
    const all = await Promise.all(Array.from(asked.values(), (text) => embedder.embedQuery(text)));
    // A query that the embedder knows too little of is a zero vector, and finds nothing.
    const queries = all.filter((vector) => vector.some((value) => value !== 0));
    expect(queries.length).toBeGreaterThan(0.95 * all.length);
    const folder = await mkdtemp(join(tmpdir(), 'tsr-recall-'));
    try {
      const index = await createDenseIndex({ documents, vectors, engine: 'usearch' });
      const oracle = await createDenseIndex({ documents, vectors, engine: 'exact' });
      const first = await recall(index, oracle, queries);
      const { efSearch } = await index.quality({ topK: TOP_K });
      // Small collections are searched exactly where that is as fast: with efSearch they are searched by graph.
      await index.save(join(folder, 'index'));
      const byGraph = await openDenseIndex(join(folder, 'index'), { efSearch });
      const figures = {
        first,
        efSearch,
        byGraph: await recall(byGraph, oracle, queries),
        half: await recall(byGraph, oracle, queries, { n: { $lt: 50 } }),
        few: await recall(index, oracle, queries, { n: { $lt: 5 } }),
      };
      const gone = documents.filter((_, n) => n % 10 < 3).map(({ id }) => id);
      for (const one of [index, byGraph, oracle]) await one.remove(gone);
      const less = { removed: await recall(index, oracle, queries), byGraph: await recall(byGraph, oracle, queries) };
      console.log(name, figures, less);
      for (const share of [first, figures.byGraph, figures.half, figures.few, less.removed, less.byGraph]) {
        expect(share).toBeGreaterThanOrEqual(TARGET - 0.01);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
