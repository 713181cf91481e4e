import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { describeShared, sharedPath } from '../../../tooling/shared.ts';
import { runCli, scratchFolder, startCli } from './run-cli.fixture.ts';

const corpus = fileURLToPath(new URL('../../../examples/corpus/docs', import.meta.url));
const model = sharedPath('models/tsr/untrained-cross-encoder-l6');
const query = 'How do I configure OAuth2 authentication?';

describeShared('a cross-encoder of real size behind the apps', () => {
  const folder = scratchFolder();

  test('orders the candidates of a search and shows its logits', async () => {
    expect((await runCli(['index', corpus], folder)).code).toBe(0);
    const { code, stdout } = await runCli(
      ['search', query, '--json', '--rerank', 'cross-encoder', '--model', model],
      folder,
    );
    expect(code).toBe(0);
    const { results } = JSON.parse(stdout);
    expect(results).toHaveLength(10);
    for (const { secondStageScore, evidence } of results) {
      const last = evidence.at(-1);
      expect(last).toMatchObject({ stage: 'rerank', score: secondStageScore, details: { logit: secondStageScore } });
    }
  });

  test('reads the best few of a cascade, and a time limit loses none of the others', async () => {
    const cascade = ['--rerank', 'cascade', '--model', model, '--keep', '5', '-k', '100'];
    const { code, stdout } = await runCli(['search', query, '--json', '--quiet', ...cascade], folder);
    expect(code).toBe(0);
    const { results } = JSON.parse(stdout);
    const read = results.filter(
      ({ secondStageScore }: { secondStageScore?: number }) => secondStageScore !== undefined,
    );
    expect([results.length, read.length]).toEqual([100, 5]);
    const limited = await runCli(['search', query, '--json', '--quiet', ...cascade, '--timeout-ms', '150'], folder);
    const ids = (json: string) =>
      JSON.parse(json)
        .results.map(({ id }: { id: string }) => id)
        .sort();
    expect(ids(limited.stdout)).toEqual(ids(stdout));
  });

  test('computes off the main thread: the server answers others meanwhile', async () => {
    const { child, done } = startCli(['serve', '--port', '0', '--rerank', 'cross-encoder', '--model', model], folder);
    const address = await new Promise<string>((resolve, reject) => {
      child.stdout?.on('data', (text: string) => resolve(/http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? ''));
      child.once('exit', () => reject(new Error('serve ended early')));
    });
    let searching = true;
    const search = fetch(`${address}/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    }).finally(() => {
      searching = false;
    });
    let answered = 0;
    while (searching) {
      expect((await fetch(`${address}/livez`)).status).toBe(200);
      if (searching) answered += 1;
    }
    expect((await search).status).toBe(200);
    expect(answered).toBeGreaterThanOrEqual(10);
    child.kill('SIGINT');
    expect((await done).code).toBe(0);
  });
});
