/**
 * Fits the bundled weights on the training queries of SciFact and writes `src/bundled-weights.ts`. Deterministic.
 *
 *     npx tsx --conditions=@tsr/source packages/rerank-learned/scripts/fit-weights.ts --data <folder of SciFact>
 *
 * The folder has `corpus.jsonl`, `queries.jsonl` and `qrels/train.tsv`, as BEIR lays them out.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createBm25Index } from '@tsr/bm25';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { createBundledEmbedder } from '@tsr/embed';
import { judgedQueries, parseCorpusJsonl, parseQrelsTsv, parseQueriesJsonl } from '@tsr/eval';
import { createHybridRetriever } from '@tsr/fusion';
import { createFeatureReranker, FEATURE_NAMES } from '../src/index.ts';
import { crossValidated, rankedBy } from './cross-validated.ts';
import { type LambdaRankOptions, lambdaRank, type TrainingList } from './lambda-rank.ts';
import { trainingLists } from './training-lists.ts';

/** Share of all weight that the first stage gets at least: what keeps the ranker near it on strange text. */
const FIRST_STAGE_SHARE = 0.35;
const OUT = fileURLToPath(new URL('../src/bundled-weights.ts', import.meta.url));

const HEADER = `// Made by scripts/fit-weights.ts; do not edit. Fitted on the 809 training queries of SciFact (Wadden et al., EMNLP 2020):
// claims CC BY 4.0, abstracts ODC-By. Numbers only, no text of it is here. CARD.md says how, and what was measured.
import type { FeatureWeights } from './feature-weights.ts';
`;

const { values } = parseArgs({ options: { data: { type: 'string' } } });

await main();

async function main(): Promise<void> {
  if (values.data === undefined) throw new Error('--data is missing; name the folder of SciFact');
  const [corpus, queriesFile, qrelsFile] = await readAll(values.data);
  const documents = parseCorpusJsonl(corpus);
  const qrels = parseQrelsTsv(qrelsFile);
  const queries = judgedQueries(parseQueriesJsonl(queriesFile), qrels);
  const embedder = await createBundledEmbedder();
  const bm25 = createBm25Index({ documents });
  const dense = await createDenseIndex({ documents, embedder, engine: 'exact' });
  const hybrid = createHybridRetriever({ retrievers: { bm25, dense } });
  const withEmbedder = await trainingLists(hybrid, createFeatureReranker({ embedder }), queries, qrels);
  const without = await trainingLists(bm25, createFeatureReranker(), queries, qrels);
  const parts = [
    weightsSource('WEIGHTS_WITH_EMBEDDER', 'with an embedder', fitted('with embedder', withEmbedder, 'positive')),
    weightsSource('WEIGHTS_WITHOUT_EMBEDDER', 'without an embedder', fitted('without', without, 'off')),
  ];
  await writeFile(OUT, `${HEADER}\n${parts.join('\n')}`);
}

function readAll(folder: string): Promise<[string, string, string]> {
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  return Promise.all([read('corpus.jsonl'), read('queries.jsonl'), read('qrels/train.tsv')]);
}

function fitted(label: string, lists: readonly TrainingList[], cosine: 'positive' | 'off'): readonly number[] {
  const signs = FEATURE_NAMES.map((name) => (name === 'cosine' ? cosine : name === 'length' ? 'any' : 'positive'));
  const fit = (part: readonly TrainingList[]): readonly number[] =>
    blended(lambdaRank(part, { signs } as LambdaRankOptions));
  const first = FEATURE_NAMES.map((name) => (name === 'firstStage' ? 1 : 0));
  const before = rankedBy(first, lists).toFixed(4);
  console.log(`${label}: nDCG@10 ${before} -> ${crossValidated(lists, fit).toFixed(4)} (five-fold cross-validation)`);
  return fit(lists);
}

/** Scaled so that the sizes of all weights add up to 1, of which the first stage has at least its share. */
function blended(weights: readonly number[]): readonly number[] {
  const first = FEATURE_NAMES.indexOf('firstStage');
  const others = weights.reduce((sum, weight, column) => sum + (column === first ? 0 : Math.abs(weight)), 0);
  const least = (others * FIRST_STAGE_SHARE) / (1 - FIRST_STAGE_SHARE);
  const firstWeight = Math.max(weights[first] as number, least);
  return weights.map((weight, column) => (column === first ? firstWeight : weight) / (others + firstWeight));
}

function weightsSource(name: string, when: string, weights: readonly number[]): string {
  const lines = FEATURE_NAMES.map((feature, column) => `  ${feature}: ${Number(weights[column]?.toFixed(3))},`);
  const used = lines.filter((line) => !/: -?0,$/.test(line));
  return `/** The default ${when}. */\nexport const ${name}: FeatureWeights = {\n${used.join('\n')}\n};\n`;
}
