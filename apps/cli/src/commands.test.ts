import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCli, scratchFolder, startCli, writeFiles } from './run-cli.fixture.ts';

const folder = scratchFolder();
const twostage = (...args: readonly string[]) => runCli(args, folder);

beforeAll(async () => {
  await writeFiles(folder, {
    'docs/auth.md':
      '# Authentication\n\nHow callers prove who they are.\n\n## OAuth2\n\nConfigure OAuth2 with issuer and client id.\n',
    'docs/limits.txt': 'Rate limits count the requests of each consumer.',
    'docs/extra.jsonl': '{"_id":"saml","title":"SAML","text":"SAML assertions are signed.","metadata":{"year":2024}}\n',
    'docs/.hidden/secret.md': '# Secret\n\nHidden folders are passed over.\n',
    'docs/node_modules/dep/README.md': '# Dependency\n\nInstalled packages are passed over.\n',
    'queries.txt': 'configure oauth2\nrate limits\n',
    'queries.jsonl': '{"id":"q1","text":"saml assertions"}\n',
  });
  await symlink(join(folder, 'docs/.hidden'), join(folder, 'docs/link'));
  const { code, stdout, stderr } = await twostage('index', 'docs');
  expect(stderr).toBe('');
  expect(stdout).toBe('4 passages of 3 files are in .twostage\n');
  expect(code).toBe(0);
}, 60_000);

describe('search', () => {
  test('prints ranked results on stdout and a line a stage on stderr', async () => {
    const { code, stdout, stderr } = await twostage('search', 'configure OAuth2');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^ 1\. Authentication > OAuth2\n {4}auth\.md#oauth2 +first stage \S+ \(rank 1\), second stage \S+\n/,
    );
    expect(stdout).toContain('«Configure» «OAuth2» with issuer');
    const lines = stderr.trim().split('\n');
    for (const stage of ['bm25', 'dense', 'fuse', 'hybrid', 'learned', 'two-stage']) {
      expect(lines.filter((line) => line.includes(stage)).length, stage).toBeGreaterThanOrEqual(1);
    }
  });

  test('--quiet is silent on stderr, --json is for programs', async () => {
    const { stdout, stderr } = await twostage('search', 'rate limits', '--quiet', '--json', '-k', '1');
    expect(stderr).toBe('');
    const { results } = JSON.parse(stdout);
    expect(results).toHaveLength(1);
    expect(results[0]).toMatchObject({ id: expect.stringMatching(/^limits\.txt/), rank: 1, firstStageRank: 1 });
  });

  test('filters by metadata', async () => {
    const { stdout } = await twostage(
      'search',
      'signed oauth2',
      '--quiet',
      '--json',
      '--filter',
      '{"path":"extra.jsonl","year":{"$gte":2024}}',
    );
    expect(JSON.parse(stdout).results.map(({ id }: { id: string }) => id)).toEqual(['saml']);
  });

  test.each([
    [['--first-stage', 'bm25'], 'bm25'],
    [['--first-stage', 'dense'], 'dense'],
    [['--rerank', 'none'], 'hybrid'],
  ])('takes %s', async (args, component) => {
    const { code, stdout, stderr } = await twostage('search', 'oauth2 callers', ...args);
    expect([code, stderr.includes(component)]).toEqual([0, true]);
    expect(stdout).toContain('auth.md#oauth2');
    expect(stdout.includes('second stage')).toBe(!args.includes('none'));
  });

  test('says so when nothing is found', async () => {
    expect(await twostage('search', 'zzz', '--quiet', '--first-stage', 'bm25')).toMatchObject({
      code: 0,
      stdout: 'Nothing found.\n',
    });
  });
});

describe('provenance', () => {
  test('reports shares by rank and score range as a table', async () => {
    const { code, stdout } = await twostage('provenance', '--queries', 'queries.txt');
    expect(code).toBe(0);
    expect(stdout).toMatch(/1-10/);
    expect(stdout).toMatch(/\ninterval: 95 % bootstrap over queries .*\n.*\n$/);
  });

  test('reports them as data', async () => {
    const { stdout } = await twostage('provenance', '--queries', 'queries.jsonl', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ queries: 1 });
  });
});

describe('checkpoint', () => {
  test('is the same twice, but for what was measured', async () => {
    for (const name of ['one', 'two']) {
      expect((await twostage('checkpoint', '--query', 'oauth2', '--out', name)).code).toBe(0);
    }
    const [one, two] = await Promise.all(
      ['one', 'two'].map(async (name) => JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'))),
    );
    expect({ ...one, measured: undefined }).toEqual({ ...two, measured: undefined });
    expect(one).toMatchObject({
      packages: { 'wink-bm25-text-search': expect.stringMatching(/^3\./), '@tsr/core': expect.any(String) },
      runtime: { node: process.version },
      data: { path: '.twostage', passages: 4 },
      constraints: {
        'embedder size (MB)': 7.4,
        vectors: 4,
        dimensions: expect.any(Number),
        backend: 'CPU',
        'threads available': expect.any(Number),
      },
      measured: { 'total (ms)': expect.any(Number) },
    });
    expect(Object.keys(one.constraints)).toEqual([
      'embedder',
      'embedder fingerprint',
      'embedder size (MB)',
      'vectors',
      'dimensions',
      'vector memory (MB)',
      'dense engine',
      'first stage',
      'candidates (N)',
      'results (k)',
      'second stage',
      'time limit of the second stage (ms)',
      'cross-encoder',
      'backend',
      'threads available',
      'memory of the machine (GB)',
    ]);
    expect(Object.keys(one.runtime)).toEqual(['node', 'v8', 'platform']);
    expect(Object.values(one.packages)).not.toContain(undefined);
    expect(one.packages).toMatchObject({
      '@tsr/dense-hnsw': '0.0.0',
      '@huggingface/tokenizers': expect.stringMatching(/^\d/),
    });
    expect(one.observed.results[0]).toMatchObject({ rank: 1, id: 'auth.md#oauth2', firstStageRank: 1 });
    const markdown = await readFile(join(folder, 'one.md'), 'utf8');
    for (const heading of ['Packages', 'Runtime', 'Data', 'Constraints', 'Observed output: oauth2', 'Measured']) {
      expect(markdown).toContain(`## ${heading}`);
    }
  });
});

describe('serve', () => {
  test('answers on 127.0.0.1 until it is interrupted', async () => {
    const { child, done } = startCli(['serve', '--port', '0'], folder);
    const address = await new Promise<string>((resolve, reject) => {
      child.stdout?.on('data', (text: string) => resolve(/http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? ''));
      child.once('exit', () => reject(new Error('serve ended early')));
    });
    expect(await (await fetch(`${address}/readyz`)).json()).toEqual({ status: 'ready', passages: 4 });
    const response = await fetch(`${address}/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'configure oauth2', finalK: 1 }),
    });
    expect(await response.json()).toMatchObject({ results: [{ id: 'auth.md#oauth2' }] });
    child.kill('SIGINT');
    expect(await done).toMatchObject({ code: 0, stderr: 'opening .twostage …\n' });
  });

  test.skipIf(process.platform === 'win32')('Ctrl-C ends it at once while it opens', async () => {
    await mkdir(join(folder, 'endless'));
    const pipe = join(folder, 'endless/CURRENT');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    const fd = openSync(pipe, 'r+');
    const trickle = setInterval(() => writeSync(fd, '.'), 20);
    const { child, done } = startCli(['serve', '--port', '0', '--collection', 'endless'], folder);
    await new Promise((resolve) => child.stderr?.once('data', resolve));
    child.kill('SIGINT');
    await Promise.race([done, sleep(5_000)]);
    const ended = child.exitCode;
    clearInterval(trickle);
    closeSync(fd);
    expect([ended, (await done).stdout]).toEqual([130, '']);
  });
});

describe('a cascade', () => {
  const model = fileURLToPath(new URL('../../../packages/rerank-onnx/fixtures/tiny-cross-encoder', import.meta.url));
  const cascade = ['--rerank', 'cascade', '--model', model, '--keep', '2'];

  test('shows each of its stages, and what the cross-encoder did not read behind the rest', async () => {
    const { code, stdout, stderr } = await twostage('search', 'configure oauth2 saml', ...cascade);
    expect(code).toBe(0);
    expect(stdout.match(/second stage \S+( \(learned only\))?/g)?.map((said) => said.includes('only'))).toEqual([
      false,
      false,
      ...Array((stdout.match(/first stage/g)?.length ?? 0) - 2).fill(true),
    ]);
    const stages = stderr.split('\n').filter((line) => line.startsWith('rerank'));
    expect(stages.map((line) => line.split(/\s+/)[1])).toEqual(['learned', 'tiny-cross-encoder', 'cascade']);
    expect(stages[1]).toMatch(/ 2 → 2 /);
  });

  test('mixes scores where told to, and has every part in the evidence', async () => {
    const args = [...cascade, '--interpolate', '0.5', '--json', '--quiet'];
    const { results } = JSON.parse((await twostage('search', 'configure oauth2 saml', ...args)).stdout);
    const reranked = results[0].evidence.filter(({ stage }: { stage: string }) => stage === 'rerank');
    expect(reranked.map(({ component }: { component: string }) => component)).toEqual([
      'learned',
      'tiny-cross-encoder',
      'interpolation',
    ]);
    const { score, details } = reranked.at(-1);
    expect([results[0].secondStageScore, details['before.part'] + details['reranker.part']]).toEqual([score, score]);
  });

  test('takes a model in a folder below this one, though it is written like an id', async () => {
    await symlink(model, join(folder, 'docs/tiny'));
    const { code, stderr } = await twostage('search', 'configure saml', '--rerank', 'cascade', '--model', 'docs/tiny');
    expect([code, stderr.includes('rerank    tiny')]).toEqual([0, true]);
  });

  test('is in the checkpoint with its settings', async () => {
    const { stdout } = await twostage('checkpoint', '--query', 'oauth2', ...cascade, '--interpolate', '0.5');
    expect(stdout).toMatch(/second stage \| cascade/);
    expect(stdout).toMatch(/candidates of the cross-encoder \| 2/);
    expect(stdout).toMatch(/share of the last reranker \| 0\.5/);
  });
});

test('a second stage that could change nothing is not asked, and the log says so', async () => {
  const { stdout, stderr } = await twostage('search', 'saml', '--filter', '{"path":"extra.jsonl"}');
  expect(stdout).not.toContain('second stage');
  expect(stderr).toMatch(/search .*secondStageSkipped=one-candidate/);
});
