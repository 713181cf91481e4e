/**
 * Spans of at most 96 tokens beside 256 tokens of SciFact passages: what they save, and what they keep. The cross-encoder
 * is untrained, so that its order says nothing; what is kept is judged by a sentence encoder, which orders BM25's
 * candidates by the cosine of the query and what it is shown. Arguments: rounds (9), queries to judge (0: none).
 */
import { createCrossEncoder } from '@tsr/rerank-onnx';
import { figure, markdownTable } from './markdown.ts';
import { machineLine, machineNow } from './record.ts';
import { contest, contestTable } from './rerank/contest.ts';
import { ndcgOfViews, viewsOf } from './rerank/kept-by-spans.ts';
import { MODEL, rerankTasks } from './rerank/pairs.ts';

const SPAN_TOKENS = 96;
const [rounds = 9, queries = 0] = process.argv.slice(2, 4).map(Number);
console.log(`${machineLine(machineNow())}; median of ${rounds} queries\n`);

const tasks = await rerankTasks('scifact', rounds + 1, 100);
const options = { model: MODEL, maxTokens: 256, scoreCache: false } as const;
const whole = await createCrossEncoder({ ...options, passages: 'first' });
const span = await createCrossEncoder({ ...options, passages: 'span', spanTokens: SPAN_TOKENS });
const short = await createCrossEncoder({ ...options, passages: 'first', maxTokens: SPAN_TOKENS });
const results = await contest(
  [
    { name: `a span of at most ${SPAN_TOKENS} tokens`, rerank: (task) => span.rerank(task.query, task.candidates) },
    { name: 'pairs of at most 256 tokens', rerank: (task) => whole.rerank(task.query, task.candidates) },
    { name: `pairs of at most ${SPAN_TOKENS} tokens`, rerank: (task) => short.rerank(task.query, task.candidates) },
  ],
  tasks,
  rounds,
);
console.log(`100 candidates of SciFact:\n\n${contestTable(results)}\n`);
await Promise.all([whole, span, short].map((encoder) => encoder.dispose()));

if (queries > 0) {
  const views = viewsOf(SPAN_TOKENS);
  const ndcg = await ndcgOfViews(views, queries);
  const rows = views.map(({ name }, index) => [name, figure(ndcg[index])]);
  console.log(`all-MiniLM-L6-v2 as the judge of ${queries} test queries:\n`);
  console.log(markdownTable(['what the judge is shown', 'nDCG@10'], rows));
}
process.exit();
