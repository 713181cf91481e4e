import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { trainRanker, writeRanker } from '@tsr/rerank-learned';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCli, scratchFolder, writeFiles } from './run-cli.fixture.ts';

const folder = scratchFolder();
const twostage = (...args: readonly string[]) => runCli(args, folder);
const judged = ['--queries', 'queries.jsonl', '--qrels', 'qrels.tsv'];

const TOPICS = ['oauth', 'limits', 'logs', 'caching', 'routing', 'plugins', 'billing', 'backups'];

/** Enough to train on, whatever part is held back. */
function manyQueries(): Record<string, string> {
  const asked = TOPICS.flatMap((topic) =>
    ['configure', 'how work', 'gateway', 'what are', 'set up'].map((words, at) => ({ topic, words, at })),
  );
  return {
    'many.jsonl': asked.map(({ topic, words, at }) => `{"id":"${topic}${at}","text":"${words} ${topic}"}\n`).join(''),
    'many.trec': asked.map(({ topic, at }) => `${topic}${at} 0 ${topic}.md# 1\n`).join(''),
  };
}

beforeAll(async () => {
  const docs = TOPICS.map((topic) => [`docs/${topic}.md`, `How ${topic} work: configure ${topic} in the gateway.\n`]);
  const queries = TOPICS.map((topic) => JSON.stringify({ id: topic, text: `configure ${topic}` }));
  const qrels = TOPICS.map((topic) => `${topic}\t${topic}.md#\t1`);
  const run = (order: (topic: string) => readonly string[]) =>
    TOPICS.flatMap((topic) => order(topic).map((id, at) => `${topic} Q0 ${id}.md# ${at + 1} ${9 - at} t\n`)).join('');
  await writeFiles(folder, {
    ...Object.fromEntries(docs),
    'queries.jsonl': `${queries.join('\n')}\n{"id":"unjudged","text":"anything"}\n`,
    'qrels.tsv': `query-id\tcorpus-id\tscore\n${qrels.join('\n')}\nnobody\toauth.md#\t1\n`,
    ...manyQueries(),
    'other.tsv': 'query-id\tcorpus-id\tscore\nelse\toauth.md#\t1\n',
    'qrels.trec': TOPICS.map((topic) => `${topic} 0 ${topic}.md# 1\n`).join(''),
    'good.trec': run((topic) => [topic, 'index']),
    'bad.trec': run((topic) => ['index', topic]),
    'short.trec': 'oauth Q0 oauth.md# 1 1 t\n',
    'columns.trec': 'oauth Q0 oauth.md# 1 1\n',
    'mixed.trec': 'oauth Q0 a 1 1 t\nlogs Q0 a 1 1 t\noauth Q0 b 2 1 t\n',
    'plain.txt': 'configure oauth\n',
  });
  expect((await twostage('index', 'docs')).code).toBe(0);
}, 60_000);

describe('evaluate', { timeout: 60_000 }, () => {
  test('measures what is found, says where the rest was lost, and draws it', async () => {
    const { code, stdout, stderr } = await twostage(
      'evaluate',
      ...judged,
      '--html',
      'e.html',
      '--save-run',
      'own.trec',
    );
    expect(stderr).toContain(
      'left out: 1 query without judgments, judgments of 1 query that --queries does not have\n',
    );
    expect(stderr).toContain('wrote e.html\n');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Means over 8 judged queries\nnDCG@10 {5}1\.0000\n/);
    expect(stdout).toContain('8 of 8 relevant documents are in the top 10');
    expect(await readFile(join(folder, 'e.html'), 'utf8')).toContain('What the candidates made possible');
    const again = await twostage(
      'evaluate',
      '--run',
      'own.trec',
      '--qrels',
      'qrels.tsv',
      '--json',
      '--measures',
      'RR,P@1',
    );
    expect(JSON.parse(again.stdout)).toMatchObject({ mean: { RR: 8 / 9, 'P@1': 8 / 9 }, missing: ['nobody'] });
  });

  test.each([
    [['evaluate', '--qrels', 'qrels.tsv'], 2, 'say what to evaluate: --queries <file>, or --run <file>'],
    [['evaluate', ...judged, '--measures', 'NDGC'], 2, '"NDGC" is no measure; there are nDCG@10'],
    [
      ['evaluate', '--queries', 'queries.jsonl', '--qrels', 'other.tsv'],
      1,
      'judges none of the queries: its ids are such as "else"',
    ],
    [['evaluate', '--queries', 'plain.txt', '--qrels', 'qrels.tsv'], 1, 'query "configure oauth" has no id'],
    [['evaluate', '--run', 'columns.trec', '--qrels', 'qrels.tsv'], 1, 'columns.trec: eval: run line 1 has 5 columns'],
    [
      ['evaluate', '--run', 'mixed.trec', '--qrels', 'qrels.trec'],
      1,
      'mixed.trec: eval: run line 3 comes back to query "oauth"',
    ],
    [['evaluate', '--run', 'gone.trec', '--qrels', 'qrels.trec'], 2, 'gone.trec cannot be read (ENOENT)'],
  ] as const)('refuses %j', async (args, code, message) => {
    const ran = await twostage(...args);
    expect(ran).toMatchObject({ code, stdout: '' });
    expect(ran.stderr).toContain(message);
  });
});

describe('compare', { timeout: 60_000 }, () => {
  test('puts runs side by side', async () => {
    const { code, stdout } = await twostage(
      'compare',
      'bad.trec',
      'good.trec',
      '--qrels',
      'qrels.trec',
      '--measures',
      'MRR@10',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('bad.trec     0.5000\ngood.trec  1.0000**');
    expect(stdout).toContain('8 / 0 / 0');
  });

  test('refuses runs of different queries, unless it is told to compare what they share', async () => {
    const args = ['compare', 'good.trec', 'short.trec', '--qrels', 'qrels.trec'];
    const { code, stderr } = await twostage(...args);
    expect(code).toBe(2);
    expect(stderr).toContain('run "short.trec" lacks 7 of 8 queries, such as "limits"');
    expect((await twostage(...args, '--shared-queries', '--markdown')).stdout).toContain('1 queries, 7 left out');
  });
});

describe('tune', { timeout: 60_000 }, () => {
  test('leaves things as they are where nothing is better', async () => {
    const { code, stdout } = await twostage('tune', ...judged);
    expect(code).toBe(0);
    expect(stdout).toContain('What is in use stays: nothing is better by more than chance.');
    expect(existsSync(join(folder, '.twostage/settings.json'))).toBe(false);
  });

  test('writes settings that search uses, unless it is told not to, and that outlast an index', async () => {
    const fusing = { fusion: { method: 'reciprocalRankFusion', k: 1 }, weights: { bm25: 1, dense: 0 }, legDepth: 50 };
    const tunedOn = { queries: 8, measure: 'nDCG@10', heldOutMean: 1 };
    const settings = { format: 'tsr-settings', version: 1, fusing, tunedOn };
    await writeFile(join(folder, '.twostage/settings.json'), JSON.stringify(settings));
    const scores = async (...more: readonly string[]) => {
      const { stdout } = await twostage(
        'search',
        'configure logs',
        '--rerank',
        'none',
        '--json',
        '--quiet',
        '-k',
        '1',
        ...more,
      );
      return JSON.parse(stdout).results[0].firstStageScore as number;
    };
    expect(await scores()).toBe(0.5);
    expect(await scores('--untuned')).not.toBe(0.5);
    expect((await twostage('index', 'docs')).code).toBe(0);
    expect(await scores()).toBe(0.5);
  });

  test.each([
    ['{', 'is not JSON'],
    ['{"format":"tsr-settings","version":2}', 'is format "tsr-settings", version 2, not tsr-settings 1'],
    [
      '{"format":"tsr-settings","version":1,"fusing":{"fusion":{"method":"magic"},"weights":{"bm25":1},"legDepth":5}}',
      'method is "magic"',
    ],
    [
      '{"format":"tsr-settings","version":1,"fusing":{"fusion":{"method":"combSum"},"weights":{"bm25":-1},"legDepth":5}}',
      'weights is',
    ],
  ])('refuses damaged settings: %s', async (text, message) => {
    await writeFile(join(folder, '.twostage/settings.json'), text);
    const { code, stderr } = await twostage('search', 'logs');
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).toContain('delete it and tune again');
  });
});

describe('verdict', { timeout: 60_000 }, () => {
  test('says whether the second stage is worth its time, in words, as data and by its exit code', async () => {
    const many = ['--queries', 'many.jsonl', '--qrels', 'many.trec'];
    const { code, stdout } = await twostage('verdict', ...many, '--untuned', '--html', 'v.html');
    expect(stdout).toMatch(
      /^drop: it gains 0\.0000 \(95 %: 0\.0000 to 0\.0000\), less than the 0\.01 that it has to\./,
    );
    expect(code).toBe(4);
    expect(await readFile(join(folder, 'v.html'), 'utf8')).toContain('worth its time');
    const none = await twostage('verdict', ...judged, '--rerank', 'none');
    expect(none).toMatchObject({ code: 2 });
    expect(none.stderr).toContain('needs one, and --rerank is none');
  });

  test('asks for more queries where there are a handful', async () => {
    const { code, stdout } = await twostage('verdict', ...judged, '--untuned');
    expect(stdout).toContain('8 queries do not tell whether that is 0.01 or more; about 17 more would');
    expect(code).toBe(5);
  });
});

describe('judge', { timeout: 60_000 }, () => {
  const judge = (answers: string) =>
    runCli(['judge', '--queries', 'queries.jsonl', '--out', 'mine.tsv', '--budget', '4', '--untuned'], folder, answers);

  test('asks for grades, keeps each at once, and goes on where it was left', async () => {
    const { code, stdout } = await judge('9\n2\ns\nq\n');
    expect(code).toBe(0);
    expect(stdout).toContain('1 of 4  configure');
    expect(stdout).toContain('"9" is none of them');
    expect(stdout).toContain('1 grade in mine.tsv; next: twostage verdict --queries queries.jsonl --qrels mine.tsv');
    const first = await readFile(join(folder, 'mine.tsv'), 'utf8');
    expect(first).toMatch(/^query-id\tcorpus-id\tscore\n\S+\t\S+\t2\n$/);
    await judge('0\n');
    const second = await readFile(join(folder, 'mine.tsv'), 'utf8');
    expect(second.startsWith(first)).toBe(true);
    expect(second.split('\n')).toHaveLength(4);
  });

  test('adds to a file that is empty, or whose last line is not ended', async () => {
    const header = 'query-id\tcorpus-id\tscore\n';
    for (const [before, kept] of [
      ['', header],
      [`${header}oauth\tgone.md#\t0`, `${header}oauth\tgone.md#\t0\n`],
    ] as const) {
      await writeFile(join(folder, 'mine.tsv'), before);
      expect((await judge('1\n')).code).toBe(0);
      const after = await readFile(join(folder, 'mine.tsv'), 'utf8');
      expect(after.startsWith(kept)).toBe(true);
      expect(after.slice(kept.length)).toMatch(/^\S+\t\S+\t1\n$/);
    }
  });

  test('refuses a file that holds something else, and stages that do not differ', async () => {
    const other = await twostage('judge', '--queries', 'queries.jsonl', '--out', 'good.trec');
    expect(other).toMatchObject({ code: 1 });
    expect(other.stderr).toContain('good.trec: eval: qrels line 1 has "oauth Q0');
    const none = await twostage('judge', '--queries', 'queries.jsonl', '--out', 'x.tsv', '--rerank', 'none');
    expect(none).toMatchObject({ code: 2 });
  });
});

describe('train', { timeout: 60_000 }, () => {
  test('keeps the bundled ranker where the trained one is not better on queries that it has not seen', async () => {
    await rm(join(folder, '.twostage/settings.json'), { force: true });
    const { code, stdout } = await twostage('train', '--queries', 'many.jsonl', '--qrels', 'many.trec');
    expect(code).toBe(0);
    expect(stdout).toContain('nDCG@10 over 40 judged queries');
    expect(stdout).toContain('The bundled ranker stays');
    expect(existsSync(join(folder, '.twostage/ranker.json'))).toBe(false);
    const one = await twostage('train', ...judged, '--folds', '1');
    expect(one).toMatchObject({ code: 2 });
    expect(one.stderr).toContain('pass more judged queries');
  });

  test('leaves a ranker that search uses, unless it is told not to; a damaged one is refused', async () => {
    const lists = Array.from({ length: 20 }, (_, n) => ({
      query: `topic ${n}`,
      candidates: [5, 3, 1].map((score, at) => ({ document: { id: `d${at}`, content: `topic ${at * n}` }, score })),
      relevance: new Map([[`d${n % 3}`, 1]]),
    }));
    const path = join(folder, '.twostage/ranker.json');
    await writeFile(path, writeRanker(await trainRanker(lists, { firstStageWeight: 0, minLeaf: 2 })));
    const score = async (...more: readonly string[]) => {
      const { stdout } = await twostage('search', 'configure logs', '--json', '--quiet', '-k', '1', ...more);
      return JSON.parse(stdout).results[0].secondStageScore as number;
    };
    expect(await score()).not.toBe(await score('--untuned'));
    await writeFile(path, '{"format":"other"}');
    const { code, stderr } = await twostage('search', 'logs');
    expect(code).toBe(1);
    expect(stderr).toContain('ranker.json: ');
    expect(stderr).toContain('delete it and train again');
    await rm(path);
  });
});
