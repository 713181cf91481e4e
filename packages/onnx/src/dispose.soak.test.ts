import { expect, it } from 'vitest';
import { createInferencePool, resolveModel } from './index.ts';
import { tinyEncoder } from './tiny-model.fixture.ts';

const CYCLES = 1000;
const MB = 2 ** 20;

it('memory stays flat over a thousand pools that are made, used and disposed of', async () => {
  const model = await resolveModel({ model: tinyEncoder });
  const after: number[] = [];
  for (let cycle = 1; cycle <= CYCLES; cycle++) {
    const pool = await createInferencePool({ model, pooling: 'mean' });
    await pool.run({ text: `page ${cycle}`, maxTokens: 128 });
    await pool.dispose();
    if (cycle % 100 === 0) after.push(process.memoryUsage.rss());
  }
  console.log(`resident MB after each hundred: ${after.map((bytes) => Math.round(bytes / MB)).join(', ')}`);
  // Half-way to the end: what a cycle leaves behind would be there 500 times.
  expect(after.at(-1)! - after[4]!).toBeLessThan(25 * MB);
});
