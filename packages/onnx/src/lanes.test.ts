import { describe, expect, it } from 'vitest';
import { lanesOf } from './lanes.ts';
import type { ModelWorker } from './model-worker.ts';
import type { ModelOutput } from './protocol.ts';

const provider = { name: 'cpu', runtime: 'onnxruntime-node', refused: [] } as const;
const request = [{ text: 'a', maxTokens: 8 }];
const outputs: readonly ModelOutput[] = [{ values: new Float32Array(1), runs: 1, tokens: 3, truncated: false }];

/** A thread that answers when it is told to. */
function handWorker() {
  const asked: ((outputs: readonly ModelOutput[]) => void)[] = [];
  let interrupts = 0;
  const worker: ModelWorker = {
    provider,
    batchTokens: 0,
    dtype: 'fp32',
    alive: () => true,
    run: () => new Promise((resolve) => asked.push(resolve)),
    interrupt: () => void interrupts++,
    stop: async () => {},
  };
  return { worker, asked, interrupts: () => interrupts };
}
const turn = () => new Promise(setImmediate);

describe('lanes', () => {
  it('interrupt the thread whose work was aborted, and give it no more until it has answered', async () => {
    const { worker, asked, interrupts } = handWorker();
    const lanes = lanesOf([worker], async () => worker);
    const controller = new AbortController();
    const first = lanes.run(request, { signal: controller.signal });
    const second = lanes.run(request);
    await turn();
    controller.abort('enough');
    await expect(first).rejects.toBe('enough');
    await turn();
    expect([asked.length, interrupts()]).toEqual([1, 1]);
    asked[0]!(outputs);
    await turn();
    expect(asked).toHaveLength(2);
    asked[1]!(outputs);
    expect(await second).toBe(outputs);
    expect(interrupts()).toBe(1);
  });

  it('reject at once what waits and is aborted, and never start it', async () => {
    const { worker, asked } = handWorker();
    const lanes = lanesOf([worker], async () => worker);
    const controller = new AbortController();
    const first = lanes.run(request);
    const second = lanes.run(request, { signal: controller.signal });
    await turn();
    controller.abort('enough');
    await expect(second).rejects.toBe('enough');
    asked[0]!(outputs);
    expect(await first).toBe(outputs);
    await turn();
    expect(asked).toHaveLength(1);
  });

  it('say how long a request waited for its thread', async () => {
    const { worker, asked } = handWorker();
    const lanes = lanesOf([worker], async () => worker);
    const waits: number[] = [];
    const onStart = (queueMs: number): void => void waits.push(queueMs);
    const both = [lanes.run(request, { onStart }), lanes.run(request, { onStart })];
    await turn();
    expect(waits).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 30));
    asked[0]!(outputs);
    await turn();
    asked[1]!(outputs);
    await Promise.all(both);
    expect(waits[0]).toBeLessThan(waits[1]!);
    expect(waits[1]).toBeGreaterThanOrEqual(25);
  });
});
