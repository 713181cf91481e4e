import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Checkpoint } from './checkpoint.ts';
import { differences } from './compare-checkpoints.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { runCli, scratchFolder, writeFiles } from './run-cli.fixture.ts';

const folder = scratchFolder();
const twostage = (...args: readonly string[]) => runCli(args, folder);
const base = join(folder, 'base.json');
const stages = ['-k', '3', '-n', '7', '--first-stage', 'hybrid', '--timeout-ms', '60000', '--interpolate', '0.4'];
let recorded: Checkpoint;

beforeAll(async () => {
  await writeFiles(folder, {
    'docs/auth.md': '# Auth\n\n## OAuth2\n\nConfigure OAuth2 callers.\n\n## SAML\n\nConfigure SAML assertions.\n',
  });
  await twostage('index', 'docs');
  const { code, stderr } = await twostage('checkpoint', '--query', 'configure saml', '--out', 'base', ...stages);
  expect([code, stderr.includes('rerank')]).toEqual([0, true]);
  recorded = JSON.parse(await readFile(base, 'utf8'));
}, 60_000);

describe('checkpoint --verify', () => {
  test('runs it again with its own options and finds the same', { timeout: 30_000 }, async () => {
    const { code, stdout, stderr } = await twostage('checkpoint', '--verify', 'base.json', '--quiet');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      'base.json: the same (2 results, scores within 0.000001 of their size; times and memory used are not compared)\n',
    );
    const { keep: _, ...options } = { ...recorded.options, keep: undefined };
    expect(options).toEqual({
      ...{ collection: '.twostage', firstStage: 'hybrid', rerank: 'learned' },
      ...{ topK: 3, candidates: 7, timeoutMs: 60_000, interpolate: 0.4 },
    });
  });

  test('says line by line what differs, in this file and in the documents', { timeout: 30_000 }, async () => {
    await writeFiles(folder, {
      'other/auth.md':
        '# Auth\n\n## OAuth2\n\nConfigure OAuth2 callers.\n\n## Keys\n\nConfigure SAML keys, then rotate SAML.\n',
    });
    await twostage('index', 'other', '--collection', 'moved');
    const runtime = { ...recorded.runtime, node: 'v1.2.3' };
    await writeFile(join(folder, 'edited.json'), JSON.stringify({ ...recorded, runtime, measured: { all: 1 } }));
    const args = ['--verify', 'edited.json', '--collection', 'moved', '--log', 'json'];
    const { code, stdout, stderr } = await twostage('checkpoint', ...args);
    expect(code).toBe(1);
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toBe(`runtime: node: was "v1.2.3", is "${process.version}"`);
    expect(lines[1]).toMatch(/^data: checksum: was "[0-9a-f]{58,}.*, is "[0-9a-f]{58,}/);
    expect(lines).toContain('rank 1: was "auth.md#saml", is "auth.md#keys"');
    expect(lines.at(-1)).toBe(
      `edited.json: ${lines.length - 1} differences (2 results, scores within 0.000001 of their size; times and memory used are not compared)`,
    );
    const events = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.at(-1)).toMatchObject({ stage: 'search', component: 'two-stage' });
  });

  test('takes no options that the file has', { timeout: 30_000 }, async () => {
    const { code, stderr } = await twostage('checkpoint', '--verify', 'base.json', '-k', '4');
    expect([code, stderr]).toEqual([
      2,
      'twostage: --verify runs a checkpoint with its own options; leave out --top-k\n',
    ]);
  });
});

describe('what is no checkpoint', () => {
  const wrong: readonly (readonly [string, (checkpoint: Checkpoint) => unknown, string])[] = [
    ['a list', () => [], 'format is undefined, not "tsr-checkpoint"'],
    ['of another version', (one) => ({ ...one, version: 2 }), 'version is 2, not 1'],
    ['without options', ({ options: _, ...one }) => one, 'options.collection is undefined, not a folder'],
    [
      'with a wrong stage',
      (one) => ({ ...one, options: { ...one.options, rerank: 'best' } }),
      'options.rerank is "best", not learned, cross-encoder, cascade or none',
    ],
    ['k of none', (one) => ({ ...one, options: { ...one.options, topK: 0 } }), 'options.topK is 0, not a positive'],
    ['packages', (one) => ({ ...one, packages: { a: 1 } }), 'packages is {"a":1}, not versions by package'],
    ['a query', (one) => ({ ...one, observed: { ...one.observed, query: 3 } }), 'observed.query is 3, not a text'],
    [
      'a score that is none',
      (one) => ({ ...one, observed: { ...one.observed, results: [{ rank: 1, id: 'a', firstStageRank: 1 }] } }),
      'observed.results is [{"rank":1,"id":"a","firstStageRank":1}], not results with',
    ],
  ];

  test.each(wrong)('is refused with its field: %s', async (_, change, message) => {
    const path = join(folder, 'wrong.json');
    await writeFile(path, JSON.stringify(change(recorded)));
    const refused = readCheckpoint(path);
    await expect(refused).rejects.toThrow(`--verify ${path} is no checkpoint: ${message}`);
    await expect(refused).rejects.toMatchObject({ code: 'TSR_INVALID_ARGUMENT' });
  });

  test('is refused with exit code 2: no JSON, and no file', { timeout: 30_000 }, async () => {
    await writeFile(join(folder, 'cut.json'), JSON.stringify(recorded).slice(0, -9));
    const cut = await twostage('checkpoint', '--verify', 'cut.json');
    expect([cut.code, cut.stderr]).toEqual([
      2,
      expect.stringMatching(/^twostage: --verify cut\.json is no checkpoint: /),
    ]);
    await expect(readCheckpoint('none.json')).rejects.toThrow('--verify none.json cannot be read (ENOENT); name the');
  });
});

describe('differences', () => {
  const observe = (change: Partial<Checkpoint['observed']>): Checkpoint => ({
    ...recorded,
    observed: { ...recorded.observed, ...change },
  });

  test('in scores count from a millionth of their size', () => {
    const [first, ...rest] = recorded.observed.results;
    const score = (by: number) => ({ ...first!, firstStageScore: first!.firstStageScore + by });
    expect(differences(recorded, observe({ results: [score(9e-7), ...rest] }))).toEqual([]);
    expect(differences(recorded, observe({ results: [score(1.1e-5), ...rest] }))).toHaveLength(1);
    const { secondStageScore: _, ...unscored } = first!;
    expect(differences(recorded, observe({ results: [unscored, ...rest] }))[0]).toMatch(
      /secondStageScore: was .*, is nothing$/,
    );
  });

  test('in ranks, results and warnings are named', () => {
    const { results } = recorded.observed;
    const [a, b] = results;
    expect(differences(recorded, observe({ results: [b!, a!] }))).toEqual([
      `rank 1: was "${a!.id}", is "${b!.id}"`,
      `rank 2: was "${b!.id}", is "${a!.id}"`,
    ]);
    expect(differences(recorded, observe({ results: [a!] }))).toEqual([`rank 2: was "${b!.id}", is nothing`]);
    const moved = { ...a!, firstStageRank: 9 };
    expect(differences(recorded, observe({ results: [moved, b!] }))).toEqual([
      `rank 1 (${a!.id}): firstStageRank: was ${a!.firstStageRank}, is 9`,
    ]);
    expect(differences(recorded, observe({ warnings: ['late'] }))).toEqual(['warning: was nothing, is "late"']);
  });

  test('in packages, data and constraints are named, also where one is not there; timings are none', () => {
    const { 'candidates (N)': _, ...constraints } = recorded.constraints;
    const now = { ...recorded, constraints, packages: { ...recorded.packages, more: '1.0.0' }, measured: { x: 1 } };
    expect(differences(recorded, now)).toEqual([
      'packages: more: was nothing, is "1.0.0"',
      'constraints: candidates (N): was 7, is nothing',
    ]);
  });
});
