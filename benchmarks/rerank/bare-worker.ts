/** A session of one thread, which takes pairs from a shared counter until none is left. */
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession } from 'onnxruntime-node';
import { pairFeeds, type TokenPair } from './token-pairs.ts';

const { file, counter } = workerData as { file: string; counter: SharedArrayBuffer };
const next = new Int32Array(counter);
const session = await InferenceSession.create(file, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  logSeverityLevel: 4,
});
parentPort!.on('message', async (pairs: readonly TokenPair[]) => {
  const scores: [number, number][] = [];
  for (let at = Atomics.add(next, 0, 1); at < pairs.length; at = Atomics.add(next, 0, 1)) {
    const { logits } = await session.run(pairFeeds([pairs[at]!]));
    scores.push([at, (logits!.data as Float32Array)[0]!]);
  }
  parentPort!.postMessage(scores);
});
parentPort!.postMessage([]);
