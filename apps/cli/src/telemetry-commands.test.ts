import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCli, scratchFolder, writeFiles } from './run-cli.fixture.ts';

const folder = scratchFolder();
const twostage = (...args: readonly string[]) => runCli(args, folder);
const QRELS = 'query-id\tcorpus-id\tscore\nq1\toauth.md#\t1\nq1\tgone.md#\t1\nq2\tlimits.md#\t2\nq2\toauth.md#\t0\n';

beforeAll(async () => {
  await writeFiles(folder, {
    'docs/oauth.md': 'Configure OAuth2 with issuer and client id, and rotate the client secret.\n',
    'docs/limits.md': 'Rate limits count the requests of each consumer.\n',
    'docs/logs.md': 'Logs of requests and of the client are kept for a week.\n',
    'queries.jsonl': '{"id":"q1","text":"configure the client"}\n{"id":"q2","text":"limit requests"}\n',
    'qrels.tsv': QRELS,
    'other.tsv': 'query-id\tcorpus-id\tscore\nnobody\toauth.md#\t1\n',
    'spaces.tsv': 'query-id corpus-id score\nq1 oauth.md# 1\n',
    'empty.jsonl': '',
    'other.jsonl': '{"v":2,"stage":"search"}\n',
  });
  expect((await twostage('index', 'docs')).code).toBe(0);
  const saved = await twostage(
    'provenance',
    '--queries',
    'queries.jsonl',
    '--save-traces',
    'traces.jsonl',
    '--rerank',
    'none',
  );
  expect(saved).toMatchObject({ code: 0, stderr: '' });
}, 60_000);

describe('search --explain', () => {
  test('shows how each result came by its rank, down to the terms', async () => {
    const { code, stdout } = await twostage('search', 'rotate the secret', '--explain', '--quiet', '-k', '1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n 1\. oauth\.md#\n {2}second stage {2}learned +\S+\n {4}from logit/);
    expect(stdout).toMatch(/\n {2}first stage {3}hybrid +\S+ {2}rank 1\n/);
    expect(stdout).toMatch(/\n {4}bm25 +\+\S+ {2}rank 1 {3}= \.7 × 1\n {6}from its score/);
    expect(stdout).toMatch(/\n {8}rotat +\+\S+ {2}idf/);
  });

  test('is data with --json', async () => {
    const { stdout } = await twostage('search', 'rotate', '--explain', '--quiet', '--json', '-k', '1');
    expect(JSON.parse(stdout).ledgers).toMatchObject([{ id: 'oauth.md#', rank: 1, stages: [{}, { name: 'hybrid' }] }]);
  });
});

describe('the stage log', () => {
  test('is JSON where that is asked for, and a trace to report from', async () => {
    const { stderr } = await twostage('search', 'rotate', '--log', 'json');
    const events = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ v, stage }) => `${v} ${stage}`)).toEqual([
      ...['1 retrieve', '1 retrieve', '1 fuse', '1 retrieve', '1 rerank', '1 search'],
    ]);
    await writeFiles(folder, { 'log.jsonl': stderr });
    expect((await twostage('provenance', '--traces', 'log.jsonl')).stdout).toContain('came from: 1 query, ');
  });
});

describe('provenance', () => {
  test('reports trace files as it reports the searches themselves', async () => {
    const live = await twostage('provenance', '--queries', 'queries.jsonl', '--rerank', 'none', '--json');
    const traced = await twostage('provenance', '--traces', 'traces.jsonl', '--json');
    const [a, b] = [live, traced].map(({ stdout }) => ({ ...JSON.parse(stdout), stages: [] }));
    expect(a).toEqual(b);
    expect(b).toMatchObject({ queries: 2, withoutSecondStage: 2, topK: 10 });
  });

  test('reports relevant documents where there are judgments, by the ids of queries', async () => {
    const { stdout } = await twostage('provenance', '--traces', 'traces.jsonl', '--qrels', 'qrels.tsv', '-k', '1');
    expect(stdout).toContain('Relevant documents only: 2 queries with judgments, 3 relevant documents');
    expect(stdout).toMatch(/ 2 in the final top 1, 0 among the candidates and no result, 1 lost before/);
  });

  test('writes a page, and Markdown', async () => {
    const args = ['provenance', '--traces', 'traces.jsonl', '--html', 'report.html', '--markdown'];
    const { code, stdout, stderr } = await twostage(...args);
    expect([code, stderr]).toEqual([0, 'wrote report.html\n']);
    expect(stdout).toMatch(/^# /);
    expect(await readFile(join(folder, 'report.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]*<svg/i);
  });

  test('takes ranges of the user', async () => {
    const args = ['provenance', '--traces', 'traces.jsonl', '--json', '--rank-edges', '1,2'];
    const { stdout } = await twostage(...args, '--score-scale', 'raw', '--score-edges', '.5');
    const { byRank, byScore } = JSON.parse(stdout);
    const labels = (ranges: readonly { label: string }[]) => ranges.map(({ label }) => label);
    expect([labels(byRank), labels(byScore)]).toEqual([
      ['1', '2', '3+'],
      ['< .5', '>= .5'],
    ]);
  });
});

describe('replay', () => {
  test('says what other weights would have done', async () => {
    const { code, stdout } = await twostage(
      'replay',
      '--traces',
      'traces.jsonl',
      '--weights',
      'bm25=0',
      '--qrels',
      'qrels.tsv',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('Replayed 2 of 2 queries from what was logged, without index or model\n');
    expect(stdout).toMatch(/relevant in the top 10: 2 before, 2 after \(2 judged queries: 0 better, 0 worse\)/);
  });

  test('says what cannot be known', async () => {
    const { stdout } = await twostage('replay', '--traces', 'traces.jsonl', '--interpolate', '.5', '--json');
    const message = 'there was no second stage to interpolate with';
    expect(JSON.parse(stdout)).toMatchObject({
      replayed: 0,
      refused: [{ reason: 'no-second-stage', queries: 2, message }],
    });
  });
});

test.each([
  [['provenance', '--traces', 'empty.jsonl'], '--traces empty.jsonl holds no trace; name files that --save-traces'],
  [
    ['replay', '--traces', 'other.jsonl'],
    'left out 1, the first at line 1: the event is of version 2; this reads version 1',
  ],
  [
    ['replay', '--traces', 'traces.jsonl', '--qrels', 'other.tsv'],
    '--qrels other.tsv judges none of the queries: its ids are such as "nobody", theirs such as "q2"',
  ],
  [['provenance', '--traces', 'traces.jsonl', '--qrels', 'spaces.tsv'], 'spaces.tsv: eval: qrels line 1 has'],
])('%j finds data that is wrong', async (args, message) => {
  const { code, stderr } = await twostage(...args);
  expect(stderr).toContain(message);
  expect(code).toBe(1);
});

test.each([
  [['provenance'], 'say where the queries are: --queries <file>, or --traces <files...>'],
  [['provenance', '--traces', 'traces.jsonl', '--queries', 'queries.jsonl'], '--queries and --traces are both given'],
  [
    ['provenance', '--traces', 'traces.jsonl', '--rerank', 'none'],
    '--rerank says how to search, and --traces holds what was searched',
  ],
  [
    ['provenance', '--traces', 'traces.jsonl', '--save-traces', 'x'],
    '--save-traces keeps what --queries are searched for',
  ],
  [['provenance', '--traces', 'gone.jsonl'], '--traces gone.jsonl cannot be read (ENOENT); name a trace file'],
  [['provenance', '--traces', 'traces.jsonl', '--qrels', 'gone.tsv'], '--qrels gone.tsv cannot be read (ENOENT)'],
  [['provenance', '--traces', 'traces.jsonl', '--html', 'no/x.html'], '--html: no/x.html cannot be written (ENOENT)'],
  [['provenance', '--traces', 'traces.jsonl', '--json', '--markdown'], '--markdown and --json both write to stdout'],
  [['provenance', '--traces', 'traces.jsonl', '--rank-edges', '1,x'], 'Pass numbers, separated by commas'],
  [
    ['provenance', '--traces', 'traces.jsonl', '--rank-edges', '5,1'],
    'rankEdges is [5,1]; pass the last rank of each range, ascending',
  ],
  [['replay'], "required option '--traces <files...>' not specified"],
  [['replay', '--traces', 'traces.jsonl', '--weights', 'bm25'], 'Pass leg=weight, separated by commas'],
  [
    ['replay', '--traces', 'traces.jsonl', '--rerank', 'none', '--interpolate', '1'],
    '--interpolate mixes scores of a second stage',
  ],
])('%j is called wrongly', async (args, message) => {
  const { code, stderr } = await twostage(...args);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});
