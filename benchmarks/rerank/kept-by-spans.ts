import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBm25Index } from '@tsr/bm25';
import { passageText, type Ranking, rankingOf } from '@tsr/core';
import { createOnnxEmbedder, type OnnxEmbedder } from '@tsr/embed/onnx';
import { evaluate, judgedQueries, ndcgAt, parseQrelsTsv, parseQueriesJsonl, runOf } from '@tsr/eval';
import { createTokenizer } from '@tsr/onnx/tokenize';
import { relevantSpan } from '../../packages/onnx/src/tokenize/relevant-span.ts';
import { documentsOf, shared } from './pairs.ts';

const ENCODER = 'Xenova/all-MiniLM-L6-v2';
const MAX_TOKENS = 256;
const DEPTH = 100;

/** What of a passage a judge is shown for a query. */
export interface View {
  readonly name: string;
  textOf(query: string, passage: string): string;
}

/** The whole passage, its start, and its span, each of so many tokens. */
export function viewsOf(spanTokens: number): readonly View[] {
  const file = join(shared(`models/${ENCODER}`), 'tokenizer.json');
  const { encode } = createTokenizer({ tokenizer: JSON.parse(readFileSync(file, 'utf8')) });
  const options = { tokens: spanTokens, countTokens: (text: string) => encode(text).length };
  return [
    { name: `the first ${MAX_TOKENS} tokens`, textOf: (_, passage) => passage },
    {
      name: `a span of ${spanTokens} tokens at most`,
      textOf: (query, text) => relevantSpan(query, text, options).text,
    },
    { name: `the first ${spanTokens} tokens`, textOf: (_, passage) => startOf(passage, options) },
  ];
}

/** As many words from the start as there is room for. */
function startOf(passage: string, { tokens, countTokens }: { tokens: number; countTokens(text: string): number }) {
  const words = passage.split(/(?<=\s)(?=\S)/);
  let room = tokens;
  const end = words.findIndex((word) => {
    room -= countTokens(word);
    return room < 0;
  });
  return end < 0 ? passage : words.slice(0, end).join('');
}

/** nDCG@10 on SciFact of BM25's candidates, ordered by a sentence encoder's cosine of query and view. */
export async function ndcgOfViews(views: readonly View[], queries: number): Promise<readonly number[]> {
  const qrels = parseQrelsTsv(readFileSync(shared('data/scifact/qrels/test.tsv'), 'utf8'));
  const all = parseQueriesJsonl(readFileSync(shared('data/scifact/queries.jsonl'), 'utf8'));
  const judged = [...judgedQueries(all, qrels)].slice(0, queries);
  const index = await createBm25Index();
  await index.upsert(documentsOf('scifact'));
  const embedder = await createOnnxEmbedder({ model: ENCODER, modelsFolder: shared('models'), maxTokens: MAX_TOKENS });
  const runs = views.map(() => new Map<string, Ranking>());
  for (const [id, query] of judged) {
    const candidates = await index.search(query, { topK: DEPTH });
    for (const [at, view] of views.entries()) runs[at]!.set(id, await ordered(embedder, query, candidates, view));
  }
  await embedder.dispose();
  const asked = new Map(judged.map(([id]) => [id, qrels.get(id)!]));
  return runs.map((run) => evaluate({ run: runOf(run), qrels: asked, measures: [ndcgAt(10)] }).mean['nDCG@10']!);
}

async function ordered(embedder: OnnxEmbedder, query: string, candidates: Ranking, view: View): Promise<Ranking> {
  const texts = candidates.map(({ document }) => view.textOf(query, passageText(document)));
  const [asked, vectors] = [await embedder.embedQuery(query), await embedder.embedDocuments(texts)];
  return rankingOf(candidates.map(({ document }, index) => ({ document, score: dot(asked, vectors[index]!) })));
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
