import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { InferenceSession } from 'onnxruntime-node';
import { passagesOf, type RerankTask } from './pairs.ts';
import { pairFeeds, type TokenPair } from './token-pairs.ts';

/** Scores of pairs, in order. */
export type ScoreTokens = (pairs: readonly TokenPair[]) => Promise<readonly number[]>;

/** Two sessions of one thread each, in worker threads, on token ids that are there: what the cores can give. */
export async function openBareSessions(file: string): Promise<ScoreTokens> {
  const counter = new SharedArrayBuffer(4);
  const workers = [0, 1].map(
    () => new Worker(new URL('./bare-worker.ts', import.meta.url), { workerData: { file, counter } }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return async (pairs) => {
    new Int32Array(counter)[0] = 0;
    const parts = workers.map(async (worker) => {
      worker.postMessage(pairs);
      return (await once(worker, 'message'))[0] as [number, number][];
    });
    return (await Promise.all(parts))
      .flat()
      .sort(([a], [b]) => a - b)
      .map(([, score]) => score);
  };
}

/** One session of two threads on this thread, as one would write it by hand, so many pairs a call. */
export async function openPaddedSession(file: string): Promise<(batch: number) => ScoreTokens> {
  const session = await InferenceSession.create(file, { intraOpNumThreads: 2, logSeverityLevel: 4 });
  return (batch) => async (pairs) => {
    const scores: number[] = [];
    for (let start = 0; start < pairs.length; start += batch) {
      const { logits } = await session.run(pairFeeds(pairs.slice(start, start + batch)));
      scores.push(...(logits!.data as Float32Array));
    }
    return scores;
  };
}

interface Transformers {
  readonly env: { localModelPath: string; allowRemoteModels: boolean };
  readonly AutoTokenizer: { from_pretrained(model: string): Promise<(texts: string[], options: object) => object> };
  readonly AutoModelForSequenceClassification: {
    from_pretrained(model: string): Promise<(inputs: object) => Promise<{ logits: { data: Float32Array } }>>;
  };
}

/** The cross-encoder of @xenova/transformers, all passages in one padded batch, as its documentation shows. */
export async function openTransformers(models: string, model: string, maxTokens: number) {
  const name: string = '@xenova/transformers';
  const { env, AutoTokenizer, AutoModelForSequenceClassification }: Transformers = await import(name);
  Object.assign(env, { localModelPath: models, allowRemoteModels: false });
  const tokenizer = await AutoTokenizer.from_pretrained(model);
  const score = await AutoModelForSequenceClassification.from_pretrained(model);
  return async (task: RerankTask): Promise<readonly number[]> => {
    const passages = [...passagesOf(task)];
    const queries = passages.map(() => task.query);
    const inputs = tokenizer(queries, { text_pair: passages, padding: true, truncation: true, max_length: maxTokens });
    return [...(await score(inputs)).logits.data];
  };
}
