// Where exact search takes as long as a graph, unfiltered and filtered: what EXACT_UP_TO, CANDIDATE_COST and
// SCATTERED_COST of @tsr/dense-hnsw are set by. Usage: npm run dense:crossing
import { readFileSync } from 'node:fs';
import { createDenseIndex, type DenseIndex } from '@tsr/dense-hnsw';
import { clusteredVectors } from './dense/data.ts';
import { figure, markdownTable } from './markdown.ts';
import { medianOf, milliseconds } from './measure.ts';
import { machineLine, machineNow } from './record.ts';

const SIZES = [2_000, 5_000, 10_000, 20_000, 40_000];
const SHARES = [1, 0.5, 0.2, 0.05];
const TOP_KS = [10, 100];
const QUERIES = 100;
const DIMENSIONS = 384;

const { vectors: file, queries: asked } = await clusteredVectors(SIZES.at(-1) as number);
const rowsOf = (path: string): readonly Float32Array[] => {
  const all = new Float32Array(new Uint8Array(readFileSync(path)).buffer);
  return Array.from({ length: all.length / DIMENSIONS }, (_, row) =>
    all.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS),
  );
};
const [all, queries] = [rowsOf(file), rowsOf(asked).slice(0, QUERIES)];

async function timeOf(index: DenseIndex, topK: number, share: number): Promise<number> {
  const filter = share === 1 ? {} : { filter: { at: { $lt: share } } };
  const times: number[] = [];
  for (let pass = 0; pass < 3; pass++) {
    for (const vector of queries) {
      const ms = await milliseconds(() => index.search({ text: '', vector }, { topK, ...filter }));
      if (pass > 0) times.push(ms);
    }
  }
  return medianOf(times);
}

console.log(`p50 ms, exact (int8) / by graph (usearch, candidates for .98). ${machineLine(machineNow())}\n`);
const rows: string[][] = [];
for (const size of SIZES) {
  const vectors = all.slice(0, size);
  const documents = vectors.map((_, n) => ({
    id: String(n),
    content: '',
    metadata: { at: ((n * 7_919) % size) / size },
  }));
  const given = { documents, vectors };
  const exact = await createDenseIndex({ ...given, engine: 'exact', storage: 'int8' });
  const graph = await createDenseIndex({ ...given, engine: 'usearch' });
  for (const topK of TOP_KS) {
    const { efSearch } = await graph.quality({ topK });
    // With a fixed number of candidates it never turns to exact search by itself.
    const forced = await createDenseIndex({ ...given, engine: 'usearch', efSearch });
    const cells = [];
    for (const share of SHARES) {
      cells.push(`${figure(await timeOf(exact, topK, share))} / ${figure(await timeOf(forced, topK, share))}`);
    }
    rows.push([`${size.toLocaleString('en-US')}, top ${topK}, ${efSearch} candidates`, ...cells]);
  }
}
console.log(markdownTable(['vectors', ...SHARES.map((share) => `${100 * share} % accepted`)], rows));
