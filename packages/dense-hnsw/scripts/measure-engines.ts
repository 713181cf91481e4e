// Build time, recall@100 and time a search of each engine, with and without filters.
// node --conditions=@tsr/source --import tsx packages/dense-hnsw/scripts/measure-engines.ts [count] [dimensions]
import type { Filter } from '@tsr/core';
import { clusteredVectors } from '../src/clustered-vectors.fixture.ts';
import { createDenseIndex, type DenseIndex } from '../src/index.ts';

const [count = 10_000, dimensions = 384] = process.argv.slice(2).map(Number);
const QUERIES = 100;
const TOP_K = 100;
const vectors = clusteredVectors(count + QUERIES, dimensions);
const documents = vectors.slice(QUERIES).map((_, n) => ({ id: `d${n}`, content: '', metadata: { n } }));
const filters: Readonly<Record<string, Filter | undefined>> = {
  none: undefined,
  '90 %': { n: { $lt: 0.9 * count } },
  '60 %': { n: { $lt: 0.6 * count } },
  '2 %': { n: { $lt: 0.02 * count } },
};

async function search(index: DenseIndex, filter: Filter | undefined): Promise<readonly (readonly string[])[]> {
  const found: string[][] = [];
  for (const vector of vectors.slice(0, QUERIES)) {
    const ranking = await index.search({ text: '', vector }, { topK: TOP_K, filter });
    found.push(ranking.map(({ document }) => document.id));
  }
  return found;
}

const expected = new Map<string, readonly (readonly string[])[]>();
for (const engine of ['exact', 'hnswlib', 'usearch'] as const) {
  const built = performance.now();
  const index = await createDenseIndex({ engine, documents, vectors: vectors.slice(QUERIES) });
  console.log(`${engine}: ${count} x ${dimensions} built in ${(performance.now() - built).toFixed(0)} ms`);
  for (const [name, filter] of Object.entries(filters)) {
    await search(index, filter);
    const start = performance.now();
    const found = await search(index, filter);
    const ms = (performance.now() - start) / QUERIES;
    if (engine === 'exact') expected.set(name, found);
    const right = found.flatMap((ids, query) => ids.filter((id) => expected.get(name)?.[query]?.includes(id)));
    const recall = right.length / (expected.get(name) ?? []).flat().length;
    console.log(`  filter ${name}: ${ms.toFixed(2)} ms a search, recall@${TOP_K} ${recall.toFixed(3)}`);
  }
}
