import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { passageText } from '@tsr/core';
import { createOnnxEmbedder } from '@tsr/embed/onnx';
import { parseCorpusJsonl, parseQueriesJsonl } from '@tsr/eval';
import { type DenseData, TOP_K } from './jobs.ts';

const FOLDER = fileURLToPath(new URL('../dist/vectors/', import.meta.url));
const SHARED = fileURLToPath(new URL('../../../shared/', import.meta.url));
const QUERIES = 300;
const MAX_TOKENS = 128;

/**
 * The passages of TREC DL and SciFact, and text queries of both, embedded by all-MiniLM-L6-v2 (int8, 384 dimensions):
 * 30,067 vectors. Kept in dist: the first time takes minutes.
 */
export async function realVectors(): Promise<DenseData> {
  mkdirSync(FOLDER, { recursive: true });
  const [vectors, queries] = [`${FOLDER}minilm.f32`, `${FOLDER}minilm-queries.f32`];
  if (!existsSync(vectors) || !existsSync(queries)) await embedAll(vectors, queries);
  const count = readFileSync(vectors).length / 4 / 384;
  return withTruth({ name: 'MiniLM vectors of TREC DL and SciFact', dimensions: 384, count, vectors, queries });
}

async function embedAll(vectors: string, queries: string): Promise<void> {
  const model = 'Xenova/all-MiniLM-L6-v2';
  const embedder = await createOnnxEmbedder({ model, modelsFolder: `${SHARED}models`, maxTokens: MAX_TOKENS });
  const names = ['trec-dl', 'scifact'];
  const read = (name: string, file: string): string => readFileSync(`${SHARED}data/${name}/${file}.jsonl`, 'utf8');
  const passages = names.flatMap((name) => parseCorpusJsonl(read(name, 'corpus')).map(passageText));
  const asked = names.flatMap((name) => [...parseQueriesJsonl(read(name, 'queries')).values()]);
  writeRows(queries, await Promise.all(evenly(asked, QUERIES).map((text) => embedder.embedQuery(text))));
  writeRows(vectors, await embedder.embedDocuments(passages));
  await embedder.dispose();
}

const evenly = <T>(all: readonly T[], count: number): readonly T[] =>
  Array.from({ length: Math.min(count, all.length) }, (_, at) => all[Math.floor((at * all.length) / count)] as T);

function writeRows(file: string, rows: readonly Float32Array[]): void {
  writeFileSync(
    file,
    Buffer.concat(rows.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength))),
  );
}

/** Seeded vectors of length 1 around seeded centres, as those of texts are. */
export async function clusteredVectors(count: number, dimensions = 384): Promise<DenseData> {
  mkdirSync(FOLDER, { recursive: true });
  const name = `clustered-${count}-${dimensions}`;
  const [vectors, queries] = [`${FOLDER}${name}.f32`, `${FOLDER}${name}-queries.f32`];
  if (!existsSync(vectors)) {
    const rows = clustered(count + QUERIES, dimensions);
    writeRows(queries, rows.slice(count));
    writeRows(vectors, rows.slice(0, count));
  }
  return withTruth({ name: 'clustered vectors', dimensions, count, vectors, queries });
}

function clustered(count: number, dimensions: number): readonly Float32Array[] {
  let state = 7;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  const vector = (): Float32Array => Float32Array.from({ length: dimensions }, random);
  const centres = Array.from({ length: Math.ceil(count / 100) }, vector);
  return Array.from({ length: count }, () => {
    const centre = centres[Math.floor((random() + 0.5) * centres.length)] as Float32Array;
    const point = vector().map((value, i) => 0.8 * value + (centre[i] as number));
    const length = Math.hypot(...point);
    return point.map((value) => value / length);
  });
}

function withTruth(data: Omit<DenseData, 'truth'>): DenseData {
  const truth = `${data.vectors}.truth`;
  if (!existsSync(truth)) writeFileSync(truth, new Uint8Array(truthOf(data).buffer));
  return { ...data, truth };
}

/** In the plainest way, in double precision. */
function truthOf({ vectors, queries, dimensions }: Omit<DenseData, 'truth'>): Uint32Array<ArrayBuffer> {
  const read = (file: string): Float32Array => new Float32Array(new Uint8Array(readFileSync(file)).buffer);
  const [rows, asked] = [read(vectors), read(queries)];
  const best = new Uint32Array((asked.length / dimensions) * TOP_K);
  const scores = new Float64Array(rows.length / dimensions);
  for (let query = 0; query * dimensions < asked.length; query++) {
    for (let label = 0; label < scores.length; label++) {
      let sum = 0;
      for (let i = 0; i < dimensions; i++)
        sum += (rows[label * dimensions + i] as number) * (asked[query * dimensions + i] as number);
      scores[label] = sum;
    }
    const order = Array.from(scores.keys()).sort((a, b) => (scores[b] as number) - (scores[a] as number));
    best.set(order.slice(0, TOP_K), query * TOP_K);
  }
  return best;
}
