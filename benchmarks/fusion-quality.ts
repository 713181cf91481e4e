// What each fusion is worth: nDCG@10 of BM25 and a dense leg on the judged collections of ../shared/data, with the bundled
// embedder and with a sentence encoder, and of the official MS MARCO runs (full collection, best 100 each).
// Usage: npm run fusion:quality
import { readdirSync, readFileSync } from 'node:fs';
import { createBm25Index } from '@tsr/bm25';
import type { Embedder, Retriever } from '@tsr/core';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { createBundledEmbedder } from '@tsr/embed';
import { createOnnxEmbedder } from '@tsr/embed/onnx';
import {
  evaluate,
  fuseRuns,
  judgedQueries,
  ndcgAt,
  parseCorpusJsonl,
  parseQrels,
  parseQueriesJsonl,
  parseTrecRun,
  type Qrels,
  rankedRun,
  recallAt,
  type ScoredRun,
  scoredRunOf,
  searchMany,
} from '@tsr/eval';
import type { FusionSettings } from '@tsr/fusion';
import { sharedPath } from '../tooling/shared.ts';
import { markdownTable } from './markdown.ts';
import { keepResult, machineNow } from './record.ts';

interface Fused {
  readonly name: string;
  readonly fusion: FusionSettings;
  /** Of the second leg; the first has the rest. */
  readonly weight: number;
}

const convex: FusionSettings = { method: 'convexCombination' };
const rrf: FusionSettings = { method: 'reciprocalRankFusion' };
const FUSIONS: readonly Fused[] = [
  ...[0.1, 0.3, 0.5, 0.7, 0.9].map((weight) => ({ name: `convex, ${weight} dense`, fusion: convex, weight })),
  { name: 'reciprocal rank, k 60', fusion: rrf, weight: 0.5 },
  ...[0.3, 0.5].flatMap((weight) => [
    { name: `CombMNZ, ${weight} dense`, fusion: { method: 'combMnz' as const }, weight },
    { name: `DBSF, ${weight} dense`, fusion: { method: 'distributionBasedScoreFusion' as const }, weight },
    { name: `ISR, ${weight} dense`, fusion: { method: 'inverseSquareRank' as const }, weight },
  ]),
];
const EQUAL: readonly Fused[] = [
  { name: 'convex', fusion: convex, weight: 0.5 },
  { name: 'reciprocal rank, k 60', fusion: { method: 'reciprocalRankFusion' }, weight: 0.5 },
  { name: 'CombMNZ', fusion: { method: 'combMnz' }, weight: 0.5 },
  { name: 'DBSF', fusion: { method: 'distributionBasedScoreFusion' }, weight: 0.5 },
];

function scored(run: ScoredRun, qrels: Qrels): readonly [ndcg: number, recall: number] {
  const { mean } = evaluate({ run: rankedRun(run), qrels, measures: [ndcgAt(10), recallAt(100)] });
  return [mean['nDCG@10']!, mean['Recall@100']!];
}

const both = ([ndcg, recall]: readonly [number, number]): string => `${ndcg.toFixed(3)} / ${recall.toFixed(3)}`;

const COLLECTIONS: Readonly<Record<string, readonly string[]>> = {
  scifact: ['test'],
  cranfield: ['test'],
  cacm: ['test'],
  'trec-dl': ['dl19', 'dl20'],
};

type Table = Record<string, Record<string, readonly [number, number]>>;

async function collectionTable(embedder: Embedder): Promise<Table> {
  const table: Table = {};
  for (const [folder, judgments] of Object.entries(COLLECTIONS)) {
    const read = (file: string): string => readFileSync(sharedPath(`data/${folder}/${file}`), 'utf8');
    const documents = parseCorpusJsonl(read('corpus.jsonl'));
    const dense = await createDenseIndex({ documents, embedder, engine: 'exact' });
    const legs = { bm25: createBm25Index({ documents }), dense };
    for (const name of judgments) {
      const qrels = parseQrels(read(`qrels/${name}.tsv`));
      const queries = judgedQueries(parseQueriesJsonl(read('queries.jsonl')), qrels);
      await addColumn(table, name === 'test' ? folder : name, legs, queries, qrels);
    }
    console.error(`${embedder.fingerprint}: ${folder}`);
  }
  return table;
}

async function addColumn(
  table: Table,
  column: string,
  legs: { readonly bm25: Retriever; readonly dense: Retriever },
  queries: ReadonlyMap<string, string>,
  qrels: Qrels,
): Promise<void> {
  const found = async (retriever: Retriever) => scoredRunOf(await searchMany(retriever, queries, { topK: 200 }));
  const runs = { bm25: await found(legs.bm25), dense: await found(legs.dense) };
  const add = (row: string, run: ScoredRun) => {
    table[row] = { ...table[row], [column]: scored(run, qrels) };
  };
  add('BM25', runs.bm25);
  add('dense', runs.dense);
  for (const { name, fusion, weight } of FUSIONS) {
    add(name, fuseRuns({ runs, fusion, weights: { bm25: 1 - weight, dense: weight } }));
  }
}

function officialTable(): Table {
  const table: Table = {};
  const folder = sharedPath('data/trec-dl/runs');
  for (const year of ['dl19', 'dl20']) {
    const qrels = parseQrels(readFileSync(sharedPath(`data/trec-dl/qrels/${year}-official-full.tsv`), 'utf8'));
    const read = (name: string) => parseTrecRun(readFileSync(`${folder}/${name}.${year}.top100.trec`, 'utf8'));
    const names = readdirSync(folder)
      .filter((file) => file.includes(`.${year}.`))
      .map((file) => file.split('.')[0]!);
    const bm25 = read('BM25');
    const add = (row: string, run: ScoredRun) => {
      table[row] = { ...table[row], [year]: scored(run, qrels) };
    };
    for (const name of names.sort()) add(name, read(name));
    for (const name of names.filter((other) => !other.startsWith('BM25'))) {
      for (const { name: label, fusion } of EQUAL)
        add(`BM25 + ${name}, ${label}`, fuseRuns({ runs: { bm25, other: read(name) }, fusion }));
    }
  }
  return table;
}

function print(table: Table): void {
  const columns = Object.keys(Object.values(table)[0]!);
  const rows = Object.entries(table).map(([row, values]) => [row, ...columns.map((column) => both(values[column]!))]);
  console.log(markdownTable(['nDCG@10 / Recall@100', ...columns], rows));
}

const encoder = await createOnnxEmbedder({
  model: 'Xenova/all-MiniLM-L6-v2',
  modelsFolder: sharedPath('models'),
});
const tables = {
  collections: await collectionTable(await createBundledEmbedder()),
  sentenceEncoder: await collectionTable(encoder),
  official: officialTable(),
};
await encoder.dispose();
for (const [name, table] of Object.entries(tables)) {
  console.log(`\n${name}`);
  print(table);
}
keepResult('fusion-quality.json', { date: machineNow().date, ...tables });
