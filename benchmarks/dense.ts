// Dense search: each engine of @tsr/dense-hnsw beside bare hnswlib-node, same vectors, queries and process.
// Usage: npm run dense -- [vectors, default 10000]
import { createDenseIndex } from '@tsr/dense-hnsw';
import { figure, markdownTable } from './markdown.ts';
import { latencyOf, seconds } from './measure.ts';

const count = Number(process.argv[2] ?? 10_000);
const DIMENSIONS = 256;
const TOP_K = 100;
const QUERIES = 200;
const EF_SEARCH = 300;

/** Seeded points around seeded centres, as sentence vectors cluster. */
function clustered(n: number, seed: number): readonly Float32Array[] {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  const centres = Array.from({ length: 100 }, () => Float32Array.from({ length: DIMENSIONS }, random));
  return Array.from(
    { length: n },
    (_, index) => centres[index % 100]?.map((value) => value + random()) as Float32Array,
  );
}

const all = clustered(count + QUERIES, 7);
const vectors = all.slice(0, count);
const queries = all.slice(count);
const documents = vectors.map((_, index) => ({ id: String(index), content: '' }));

const { default: hnswlib } = await import('hnswlib-node');
const bare = await seconds(() => {
  const index = new hnswlib.HierarchicalNSW('cosine', DIMENSIONS);
  index.initIndex(count, 16, 200);
  for (const [label, vector] of vectors.entries()) index.addPoint([...vector], label);
  index.setEf(EF_SEARCH);
  return index;
});
const rows = [
  {
    name: 'bare hnswlib-node',
    build: bare.seconds,
    latency: await latencyOf(queries, (query) => bare.value.searchKnn([...query], TOP_K)),
  },
];
const exact = await createDenseIndex({ documents, vectors, dimensions: DIMENSIONS, engine: 'exact' });
const search = (index: typeof exact, vector: Float32Array) => index.search({ text: '', vector }, { topK: TOP_K });

for (const engine of ['hnswlib', 'usearch', 'exact'] as const) {
  const options = { documents, vectors, dimensions: DIMENSIONS, engine, efSearch: EF_SEARCH };
  const built = await seconds(() => createDenseIndex(options));
  const recall = await meanRecall(built.value);
  const latency = await latencyOf(queries, (query) => search(built.value, query));
  rows.push({
    name: `@tsr/dense-hnsw ${engine} (recall@${TOP_K} ${recall.toFixed(3)})`,
    build: built.seconds,
    latency,
  });
}

async function meanRecall(index: typeof exact): Promise<number> {
  let found = 0;
  for (const query of queries) {
    const truth = new Set((await search(exact, query)).map(({ document }) => document.id));
    found += (await search(index, query)).filter(({ document }) => truth.has(document.id)).length / TOP_K;
  }
  return found / queries.length;
}

console.log(
  `${count} vectors of ${DIMENSIONS}, ${QUERIES} queries, top ${TOP_K}, efSearch ${EF_SEARCH}, Node ${process.version}\n`,
);
const first = rows[0]?.latency.p50 ?? Number.NaN;
console.log(
  markdownTable(
    ['', 'build s', 'p50 ms', 'p95 ms', 'p50 to the first'],
    rows.map(({ name, build, latency }) => [
      name,
      ...[build, latency.p50, latency.p95, latency.p50 / first].map(figure),
    ]),
  ),
);
