/**
 * Measures rerankers on judged collections that they were not trained on: nDCG@10 of the fused first stage, with the
 * second stage, and the difference with a 95 % bootstrap interval.
 *
 *     node --conditions=@tsr/source --import ./tooling/typescript.mjs packages/rerank-learned/scripts/evaluate-ranker.ts \
 *       --data FOLDER --models FOLDER --cache FOLDER [--dense-weight 4]
 *
 * `--dense-weight` is how many times the sentence encoder's leg weighs what BM25 does: 1, the default of the hybrid.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createBm25Index } from '@tsr/bm25';
import type { Ranking, Reranker, Retriever } from '@tsr/core';
import { seededRandom } from '@tsr/core';
import { createBundledEmbedder } from '@tsr/embed';
import {
  evaluate,
  judgedQueries,
  ndcgAt,
  parseCorpusJsonl,
  parseQrelsTsv,
  parseQueriesJsonl,
  type Qrels,
} from '@tsr/eval';
import { createLearnedReranker } from '../src/learned-reranker.ts';
import { openEncoder } from './open-encoder.ts';
import { hybridOver } from './training-sets.ts';

const COLLECTIONS = [
  ['scifact', 'test'],
  ['cranfield', 'test'],
  ['cacm', 'test'],
  ['trec-dl', 'dl19'],
  ['trec-dl', 'dl20'],
] as const;
const SAMPLES = 2_000;

const text = { type: 'string', default: '' } as const;
const { values } = parseArgs({
  options: { data: text, models: text, cache: text, 'dense-weight': { type: 'string', default: '1' } },
});
const denseWeight = Number(values['dense-weight']);
const bundled = await createBundledEmbedder();
const encoder = await openEncoder(values.models, values.cache);
const { tokenVectors } = bundled;
const reranker = await createLearnedReranker({ tokenVectors });
const behindEncoder = await createLearnedReranker({ tokenVectors, firstStageWeight: 5 });
console.log(
  '| first stage | collection | first stage | with the ranker | difference | 95 % | ms |\n| --- | --- | ---: | ---: | ---: | ---: | ---: |',
);
for (const [folder, judgments] of COLLECTIONS) {
  const read = (file: string): string => readFileSync(join(values.data, folder, file), 'utf8');
  const documents = parseCorpusJsonl(read('corpus.jsonl'));
  const qrels = parseQrelsTsv(read(`qrels/${judgments}.tsv`));
  const queries = judgedQueries(parseQueriesJsonl(read('queries.jsonl')), qrels);
  const bm25 = createBm25Index({ documents });
  const name = judgments === 'test' ? folder : judgments;
  await report('BM25 + static', name, await hybridOver(documents, bundled), queries, qrels, reranked(reranker));
  await report(
    'BM25 + MiniLM',
    name,
    await hybridOver(documents, encoder.embedder, denseWeight),
    queries,
    qrels,
    reranked(behindEncoder),
  );
  await report('BM25', name, bm25, queries, qrels, reranked(reranker));
  await report('BM25, as bare texts', name, bm25, queries, qrels, asTexts);
}
await encoder.dispose();

type Rerank = (query: string, candidates: Ranking) => Promise<readonly string[]>;

function reranked(secondStage: Reranker): Rerank {
  return async (query, candidates) => (await secondStage.rerank(query, candidates)).map(({ document }) => document.id);
}

/** Fresh documents, so that nothing was read before. */
async function asTexts(query: string, candidates: Ranking): Promise<readonly string[]> {
  const texts = candidates.map(({ document: { title, content } }) => (title ? `${title}. ${content}` : content));
  return (await reranker.rerankTexts(query, texts)).map(({ index }) => candidates[index]!.document.id);
}

async function report(
  stage: string,
  name: string,
  firstStage: Retriever,
  queries: ReadonlyMap<string, string>,
  qrels: Qrels,
  rerank: Rerank,
): Promise<void> {
  const [before, after] = [new Map<string, readonly string[]>(), new Map<string, readonly string[]>()];
  const times: number[] = [];
  for (const [id, query] of queries) {
    const candidates = await firstStage.search(query, { topK: 100 });
    before.set(
      id,
      candidates.map(({ document }) => document.id),
    );
    const start = performance.now();
    after.set(id, await rerank(query, candidates));
    times.push(performance.now() - start);
  }
  const [first, second] = [scores(before, qrels), scores(after, qrels)];
  const differences = [...queries.keys()].map((id) => second.get(id)! - first.get(id)!);
  const [low, high] = interval(differences);
  const median = times.sort((a, b) => a - b)[times.length >> 1]!;
  const cells = [mean([...first.values()]), mean([...second.values()]), mean(differences)].map((value) =>
    value.toFixed(3),
  );
  console.log(
    `| ${stage} | ${name} | ${cells.join(' | ')} | ${low.toFixed(3)} to ${high.toFixed(3)} | ${median.toFixed(1)} |`,
  );
}

function scores(run: ReadonlyMap<string, readonly string[]>, qrels: Qrels): ReadonlyMap<string, number> {
  const { perQuery } = evaluate({ run, qrels, measures: [ndcgAt(10)] });
  return new Map([...run.keys()].map((id) => [id, perQuery.get(id)?.['nDCG@10'] ?? 0]));
}

function interval(differences: readonly number[]): readonly [number, number] {
  const random = seededRandom(1);
  const means = Array.from({ length: SAMPLES }, () =>
    mean(differences.map(() => differences[Math.floor(random() * differences.length)]!)),
  ).sort((a, b) => a - b);
  return [means[Math.floor(0.025 * SAMPLES)]!, means[Math.floor(0.975 * SAMPLES)]!];
}

function mean(all: readonly number[]): number {
  return all.reduce((sum, value) => sum + value, 0) / all.length;
}
