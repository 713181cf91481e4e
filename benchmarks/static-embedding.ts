// Static embedding: tokens and passages per second of the bundled table beside the encoder that it imitates.
// Usage: npm run static-embedding -- [passages, default 200] [rounds, default 5] [model folder]
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createBundledEmbedder, createStaticEmbedder } from '@tsr/embed';
import { createOnnxEmbedder } from '@tsr/embed/onnx';
import { createTokenizer } from '@tsr/onnx/tokenize';
import { figure, markdownTable } from './markdown.ts';
import { medianOf, milliseconds } from './measure.ts';

const MAX_TOKENS = 256;
const shared = (path: string) => fileURLToPath(new URL(`../../shared/${path}`, import.meta.url));
const [count = 200, rounds = 5] = process.argv.slice(2, 4).map(Number);
const folder = process.argv[4] ?? shared('models/Xenova/all-MiniLM-L6-v2');
const tokenizer = createTokenizer({ tokenizer: JSON.parse(readFileSync(`${folder}/tokenizer.json`, 'utf8')) });
const table = readFileSync(new URL('../packages/embed/table/static-v2.bin', import.meta.url));
const lines = readFileSync(shared('data/trec-dl/corpus.jsonl'), 'utf8').trimEnd().split('\n');
const texts = lines.map((line): string => JSON.parse(line).text);
const every = Math.floor(texts.length / count);
const passages = texts.filter((_, index) => index % every === 0).slice(0, count);

interface Contender {
  readonly name: string;
  readonly texts: readonly string[];
  embed(texts: readonly string[]): Promise<unknown>;
}

const bundled = await createBundledEmbedder({ onWarning: () => {} });
const encoder = await createOnnxEmbedder({ model: folder, workers: 2, maxTokens: MAX_TOKENS });
const fresh: { embedder?: ReturnType<typeof createStaticEmbedder> } = {};
const contenders: Contender[] = [
  { name: `createOnnxEmbedder, int8, two threads`, texts: passages, embed: encoder.embedDocuments },
  { name: 'createBundledEmbedder, the same passages', texts: passages, embed: bundled.embedDocuments },
  { name: `createBundledEmbedder, all ${texts.length.toLocaleString('en-US')}`, texts, embed: bundled.embedDocuments },
  {
    name: 'the same, each word for the first time',
    texts,
    embed: (all) => (fresh.embedder as ReturnType<typeof createStaticEmbedder>).embedDocuments(all),
  },
];

const times = contenders.map(() => [] as number[]);
for (let round = 0; round <= rounds; round++) {
  for (const [index, { texts, embed }] of contenders.entries()) {
    fresh.embedder = createStaticEmbedder({ table, onWarning: () => {} });
    const time = await milliseconds(() => embed(texts));
    // The first round warms up.
    if (round > 0) times[index]?.push(time);
  }
}
await encoder.dispose();

const tokensOf = (all: readonly string[]): number =>
  all.reduce((sum, text) => sum + Math.min(MAX_TOKENS, tokenizer.encode(text).length), 0);
const rates = contenders.map(({ texts }, index) => {
  const seconds = medianOf(times[index] ?? []) / 1000;
  return { texts: texts.length / seconds, tokens: tokensOf(texts) / seconds };
});
const rows = contenders.map(({ name }, index) => {
  const { texts = Number.NaN, tokens } = rates[index] ?? {};
  return [name, ...[texts, tokens, texts / (rates[0]?.texts ?? Number.NaN)].map(figure)];
});
const load = readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
console.log(`${count} passages of TREC DL, median of ${rounds} rounds, Node ${process.version}, load ${load}\n`);
console.log(markdownTable(['', 'passages per second', 'tokens per second', 'passages ÷ first'], rows));
