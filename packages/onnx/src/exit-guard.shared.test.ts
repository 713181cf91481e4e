import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { describeShared, sharedPath } from '../../../tooling/shared.ts';

// A full-size model: at almost any moment its threads are inside native code.
const program = (end: string) => `
  import { createInferencePool, resolveModel } from '@tsr/onnx';
  const model = await resolveModel({ model: ${JSON.stringify(sharedPath('models/tsr/untrained-cross-encoder-l6'))} });
  const pool = await createInferencePool({ model, output: 'logits', workers: 2 });
  const pair = { query: 'a', passage: 'the '.repeat(500), budget: { maxTokens: 512, maxQueryTokens: 64 } };
  for (let i = 0; i < 200; i++) pool.run(pair).catch(() => {});
  ${end}
`;
const run = (end: string) =>
  spawnSync(
    process.execPath,
    [
      '--conditions=@tsr/source',
      '--import',
      new URL('../../../tooling/typescript.mjs', import.meta.url).href,
      ...['--input-type=module', '--eval', program(end)],
    ],
    { cwd: fileURLToPath(new URL('..', import.meta.url)), encoding: 'utf8', timeout: 60_000 },
  );

describeShared('a process whose threads are at work', () => {
  it.each([0, 13, 50, 120])('exits with its own code after %i ms', (delay) => {
    expect(run(`setTimeout(() => process.exit(3), ${delay});`)).toMatchObject({ status: 3, stderr: '' });
  });

  it('ends with its own error', () => {
    const { status, stderr } = run(`setTimeout(() => { throw new Error('the end'); }, 50);`);
    expect(status).toBe(1);
    expect(stderr).toContain('the end');
  });

  it('goes on after dispose', () => {
    const end = `setTimeout(() => pool.dispose().then(() => console.log('disposed')), 50);`;
    expect(run(end)).toMatchObject({ status: 0, stdout: 'disposed\n', stderr: '' });
  });
});
