// What each fusion is worth: nDCG@10 of the bundled hybrid's legs on the judged collections of ../shared/data, and of the
// official MS MARCO runs (full collection, best 100 each).
// Usage: npm run fusion:quality
import { readdirSync, readFileSync } from 'node:fs';
import { createBm25Index } from '@tsr/bm25';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { createBundledEmbedder } from '@tsr/embed';
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
const DEFAULT: Fused = { name: 'default: convex, .3 dense', fusion: convex, weight: 0.3 };
const FUSIONS: readonly Fused[] = [
  DEFAULT,
  ...[0.1, 0.5, 0.7, 0.9].map((weight) => ({ name: `convex, ${weight} dense`, fusion: convex, weight })),
  { name: 'reciprocal rank, k 60', fusion: { method: 'reciprocalRankFusion' }, weight: 0.5 },
  { name: 'reciprocal rank, k 60, .3 dense', fusion: { method: 'reciprocalRankFusion' }, weight: 0.3 },
  { name: 'CombMNZ, .3 dense', fusion: { method: 'combMnz' }, weight: 0.3 },
  { name: 'DBSF, .3 dense', fusion: { method: 'distributionBasedScoreFusion' }, weight: 0.3 },
  { name: 'ISR, .3 dense', fusion: { method: 'inverseSquareRank' }, weight: 0.3 },
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

const COLLECTIONS = [
  ['scifact', 'test'],
  ['cranfield', 'test'],
  ['cacm', 'test'],
  ['trec-dl', 'dl19'],
  ['trec-dl', 'dl20'],
] as const;

async function legsOf(folder: string, judgments: string) {
  const read = (file: string): string => readFileSync(sharedPath(`data/${folder}/${file}`), 'utf8');
  const qrels = parseQrels(read(`qrels/${judgments}.tsv`));
  const queries = judgedQueries(parseQueriesJsonl(read('queries.jsonl')), qrels);
  const documents = parseCorpusJsonl(read('corpus.jsonl'));
  const dense = await createDenseIndex({ documents, embedder: await createBundledEmbedder(), engine: 'exact' });
  const found = async (retriever: Parameters<typeof searchMany>[0]) =>
    scoredRunOf(await searchMany(retriever, queries, { topK: 200 }));
  return { qrels, runs: { bm25: await found(createBm25Index({ documents })), dense: await found(dense) } };
}

async function collectionTable(): Promise<Record<string, Record<string, readonly [number, number]>>> {
  const table: Record<string, Record<string, readonly [number, number]>> = {};
  for (const [folder, judgments] of COLLECTIONS) {
    const { qrels, runs } = await legsOf(folder, judgments);
    const column = folder === 'trec-dl' ? judgments : folder;
    const add = (row: string, run: ScoredRun) => {
      table[row] = { ...table[row], [column]: scored(run, qrels) };
    };
    add('BM25', runs.bm25);
    add('dense', runs.dense);
    for (const { name, fusion, weight } of FUSIONS) {
      add(name, fuseRuns({ runs, fusion, weights: { bm25: 1 - weight, dense: weight } }));
    }
  }
  return table;
}

function officialTable(): Record<string, Record<string, readonly [number, number]>> {
  const table: Record<string, Record<string, readonly [number, number]>> = {};
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

function print(table: Record<string, Record<string, readonly [number, number]>>): void {
  const columns = Object.keys(Object.values(table)[0]!);
  const rows = Object.entries(table).map(([row, values]) => [row, ...columns.map((column) => both(values[column]!))]);
  console.log(markdownTable(['nDCG@10 / Recall@100', ...columns], rows));
}

const [collections, official] = [await collectionTable(), officialTable()];
print(collections);
print(official);
keepResult('fusion-quality.json', { date: machineNow().date, collections, official });
