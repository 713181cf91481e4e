// ONNX embedding: passages per second of @tsr/embed's threads beside one session of onnxruntime-node.
// Usage: npm run onnx-embedding -- [passages, default 200] [rounds, default 5] [model folder]
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createOnnxEmbedder } from '@tsr/embed/onnx';
import { resolveModel } from '@tsr/onnx';
import { createTokenizer } from '@tsr/onnx/tokenize';
import { figure, markdownTable } from './markdown.ts';
import { medianOf, milliseconds } from './measure.ts';
import { openBareSession } from './onnx/bare-session.ts';
import { watchLoop } from './onnx/loop-delay.ts';

const MAX_TOKENS = 256;
const BATCH = 100;
const shared = (path: string) => fileURLToPath(new URL(`../../shared/${path}`, import.meta.url));
const [count = 200, rounds = 5] = process.argv.slice(2, 4).map(Number);
const folder = process.argv[4] ?? shared('models/Xenova/all-MiniLM-L6-v2');
const model = await resolveModel({ model: folder });
const tokenizer = createTokenizer({ tokenizer: JSON.parse(readFileSync(model.tokenizerFile, 'utf8')) });
const passages = readFileSync(shared('data/trec-dl/corpus.jsonl'), 'utf8').trimEnd().split('\n');
const every = Math.floor(passages.length / count);
const mixed = passages
  .filter((_, index) => index % every === 0)
  .slice(0, count)
  .map(textOf);
// As many tokens each as the mixed ones have on average, so that both cost about the same.
const lengths = mixed.map((text) => tokenizer.text(text, MAX_TOKENS).inputIds.length);
const average = Math.round(lengths.reduce((sum, length) => sum + length) / count);
const uniform = mixed.map((text) => exactly(average - 2, text));

function textOf(line: string): string {
  const { title, text } = JSON.parse(line) as { title?: string; text: string };
  return title ? `${title}. ${text}` : text;
}

/** A text of so many tokens: its words over and over. */
function exactly(tokens: number, text: string): string {
  const words = text.split(/\s+/).filter((word) => tokenizer.encode(word).length === 1);
  return Array.from({ length: tokens }, (_, index) => words[index % words.length] ?? 'the').join(' ');
}

interface Contender {
  readonly name: string;
  embed(texts: readonly string[]): Promise<unknown>;
}

const create = (workers: number, options: { batchTokens?: number; provider?: string } = {}) =>
  createOnnxEmbedder({ model: folder, workers, maxTokens: MAX_TOKENS, ...options });
const bare = await openBareSession(model, 2, MAX_TOKENS);
const [one, two] = [await create(1), await create(2)];
const contenders: Contender[] = [
  { name: '@tsr/embed, two workers', embed: two.embedDocuments },
  { name: '@tsr/embed, one worker', embed: one.embedDocuments },
  {
    name: 'one session, two threads, one by one',
    async embed(texts) {
      for (const text of texts) await bare.embed([text]);
    },
  },
  {
    name: `one session, two threads, padded batches of ${BATCH}`,
    async embed(texts) {
      for (let start = 0; start < texts.length; start += BATCH) await bare.embed(texts.slice(start, start + BATCH));
    },
  },
];
for (const budget of [512, 1024, 2048]) {
  const batched = await create(2, { batchTokens: budget }).catch(() => undefined);
  if (batched)
    contenders.push({ name: `@tsr/embed, two workers, batchTokens ${budget}`, embed: batched.embedDocuments });
}
const web = await create(1, { provider: 'wasm' });
const slow: Contender = { name: '@tsr/embed, one worker on onnxruntime-web', embed: web.embedDocuments };

async function measure(texts: readonly string[], contenders: readonly Contender[]): Promise<void> {
  const times = contenders.map(() => [] as number[]);
  const delays = contenders.map(() => 0);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, { embed }] of contenders.entries()) {
      const loop = watchLoop();
      const time = await milliseconds(() => embed(texts));
      const delay = loop.stop();
      // The first round warms up.
      if (round === 0) continue;
      times[index]!.push(time);
      delays[index] = Math.max(delays[index]!, delay);
    }
  }
  const medians = times.map(medianOf);
  const rows = contenders.map(({ name }, index) => [
    name,
    ...[(1000 * count) / medians[index]!, medians[index]! / medians[0]!, delays[index]].map(figure),
  ]);
  console.log(`${markdownTable(['', 'passages per second', 'time ÷ first', 'longest delay of the loop, ms'], rows)}\n`);
}

const loads = readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
console.log(`${count} passages, median of ${rounds} rounds, ${model.name}, Node ${process.version}, load ${loads}\n`);
console.log(`Passages of TREC DL, ${Math.min(...lengths)} to ${Math.max(...lengths)} tokens, ${average} on average:\n`);
await measure(mixed, [...contenders, slow]);
console.log(`The same of ${average} tokens each:\n`);
await measure(uniform, contenders);
process.exit();
