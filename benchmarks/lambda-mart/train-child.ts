// Trains our trees on random rankings. Usage: train-child.mjs '{ job }' REPORT
import { writeFileSync } from 'node:fs';
import { trainLambdaMart } from '../../packages/rerank-learned/src/trees/train-lambda-mart.ts';
import { predict } from '../../packages/rerank-learned/src/trees/tree-ensemble.ts';
import { medianOf, milliseconds } from '../measure.ts';
import { watchLoop } from '../onnx/loop-delay.ts';
import type { TrainingJob, TrainingReport } from './jobs.ts';
import { randomRanking } from './random-ranking.ts';

const [job, path] = [JSON.parse(process.argv[2] as string) as TrainingJob, process.argv[3] as string];
const training = randomRanking(job.seeds.training, job.count);
const unseen = randomRanking(job.seeds.unseen, job.unseenCount);
const watch = watchLoop();
const [start, cpu] = [performance.now(), process.cpuUsage().user];
const { rounds, leaves, learningRate } = job;
const { ensemble } = await trainLambdaMart(training, { rounds, leaves, learningRate });
const report: TrainingReport = {
  version: 'here',
  seconds: (performance.now() - start) / 1000,
  cpuSeconds: (process.cpuUsage().user - cpu) / 1e6,
  loopDelayMs: watch.stop(),
  scoringMs: await scoringTime(),
  scores: [...predict(ensemble, unseen.rows, unseen.columns)],
};
writeFileSync(path, JSON.stringify(report));

/** Of 100 candidates, other ones each time. */
async function scoringTime(): Promise<number> {
  const values = 100 * unseen.columns;
  const lists = Array.from({ length: unseen.rows.length / values }, (_, list) =>
    unseen.rows.subarray(list * values, (list + 1) * values),
  );
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    for (const list of lists) times.push(await milliseconds(() => predict(ensemble, list, unseen.columns)));
  }
  return medianOf(times.slice(lists.length));
}
