import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCli, scratchFolder, startCli, writeFiles } from './run-cli.fixture.ts';

const folder = scratchFolder();
const twostage = (...args: readonly string[]) => runCli(args, folder);

beforeAll(async () => {
  await writeFiles(folder, { 'docs/auth.md': '# OAuth2\n\nConfigure OAuth2 in the gateway.\n' });
  expect((await twostage('index', 'docs')).code).toBe(0);
}, 60_000);

/** What was indexed before is still there. */
async function expectUnchanged(): Promise<void> {
  const { stdout } = await twostage('search', 'configure oauth2', '--quiet', '--json');
  expect(JSON.parse(stdout).results.map(({ id }: { id: string }) => id)).toEqual(['auth.md#oauth2']);
}

describe('index', () => {
  test.each<[string, Readonly<Record<string, string | Uint8Array>>, RegExp]>([
    ['an empty folder', {}, /nothing to index in bad; name a folder with files that end in \.md/],
    ['a binary file alone', { 'a.md': new Uint8Array([35, 0, 1, 2]) }, /a\.md: binary: it has NUL bytes/],
    [
      'invalid UTF-8 alone',
      { 'a.md': new Uint8Array([35, 32, 65, 0xc3, 0x28]) },
      /a\.md: not UTF-8 at byte 4; convert it/,
    ],
    [
      'a file of 50 MB alone',
      { 'a.md': 'word '.repeat(10 * 2 ** 20) },
      /a\.md: 50\.0 MB is over the limit of 32\.0 MB; raise --max-file-mb/,
    ],
    ['only blank files', { 'a.md': ' \n', 'b.txt': '' }, /nothing to index/],
  ])('%s: a clear message, exit code 2, nothing lost', async (_, files, message) => {
    const bad = join(folder, 'bad');
    await mkdir(bad);
    await writeFiles(bad, files);
    const { code, stdout, stderr } = await twostage('index', 'bad');
    await rm(bad, { recursive: true });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^twostage: /);
    expect([code, stdout]).toEqual([2, '']);
    await expectUnchanged();
  });

  test('an id that is there twice: both lines are named, exit code 1, nothing lost', async () => {
    await writeFiles(folder, { 'twice.jsonl': '{"id":"x","text":"y"}\n{"id":"x","text":"z"}\n' });
    expect(await twostage('index', 'twice.jsonl')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'twostage: twice.jsonl:2: the id "x" is that of twice.jsonl:1 too; keep one\n',
    });
    await expectUnchanged();
  });

  test('what cannot be read is skipped with its reason, the rest is indexed, the collection is not', async () => {
    await writeFiles(folder, {
      'mixed/good.md': '# Good\n\nText.\n',
      'mixed/bad\u001b.md': new Uint8Array([0xff, 0xfe, 65]),
      'mixed/index/.note.md': '# Not a document\n',
    });
    const { code, stdout, stderr } = await twostage('index', 'mixed', '--collection', 'mixed/index');
    expect(stderr).toBe('skipped mixed/bad .md: not UTF-8 at byte 0; convert it\n');
    expect([code, stdout]).toEqual([0, '1 passage of 1 file is in mixed/index\n']);
  });

  test('a folder that is not there', async () => {
    const { code, stderr } = await twostage('index', 'missing');
    expect(stderr).toMatch(/^twostage: missing does not exist; name a folder or a file\n$/);
    expect(code).toBe(2);
    await expectUnchanged();
  });

  test('a directory of somebody else as collection', async () => {
    const { code, stderr } = await twostage('index', 'docs/auth.md', '--collection', 'docs');
    expect(stderr).toMatch(/docs holds files that are not a collection's \(auth\.md\); choose an empty directory/);
    expect(code).toBe(2);
  });

  test('Ctrl-C half-way leaves the previous index usable', { timeout: 60_000 }, async () => {
    const text = Array.from({ length: 60_000 }, (_, index) => `Sentence ${index} about limits.`).join(' ');
    await writeFiles(
      folder,
      Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`large/${index}.txt`, text])),
    );
    const { child, done } = startCli(['index', 'large'], folder);
    const collection = join(folder, '.twostage');
    // The snapshot that counts, the new one and the lock.
    while ((await readdir(collection)).length < 4) await sleep(5);
    child.kill('SIGINT');
    expect(await done).toEqual({
      code: 130,
      stdout: '',
      stderr: 'twostage: interrupted; what was there before is unchanged\n',
    });
    expect(await readdir(collection)).toHaveLength(2);
    await expectUnchanged();
  });
});

describe('search', () => {
  test.each<[string, readonly string[], RegExp]>([
    ['an empty query', ['search', ''], /the query is empty; say what you are looking for/],
    [
      'a query of 100,000 characters',
      ['search', 'x'.repeat(100_000)],
      /the query has 100000 characters; 10000 is the limit/,
    ],
    ['no query', ['search'], /missing required argument 'query'/],
    ['an unknown option', ['search', 'x', '--topk', '3'], /unknown option '--topk'[\s\S]*Did you mean --top-k/],
    ['an unknown command', ['serach', 'x'], /unknown command 'serach'[\s\S]*Did you mean search/],
    ['k that is no number', ['search', 'x', '-k', 'ten'], /Pass a positive integer/],
    ['k above N', ['search', 'x', '-k', '20', '-n', '10'], /-k is 20, -n is 10; raise -n or ask for less/],
    ['a query without quotes', ['search', 'a', 'b'], /too many arguments .* Put the query in quotes/],
    [
      'a folder for output that is not there',
      ['checkpoint', '--quiet', '--out', 'no/a'],
      /no\/a\.md cannot be written \(ENOENT\)/,
    ],
    ['a filter that is not JSON', ['search', 'x', '--filter', '{'], /--filter is not JSON/],
    [
      'a filter with an unknown operator',
      ['search', 'x', '--filter', '{"a":{"$regex":"b"}}'],
      /"\$regex" is no operator/,
    ],
    [
      'queries that are not there',
      ['provenance', '--queries', 'no.txt'],
      /--queries no\.txt cannot be read \(ENOENT\)/,
    ],
  ])('%s: a clear message and exit code 2', async (_, args, message) => {
    const { code, stdout, stderr } = await twostage(...args);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^twostage: /);
    expect([code, stdout]).toEqual([2, '']);
  });

  test.each<[string, readonly string[], RegExp]>([
    [
      'no collection',
      ['search', 'x', '--collection', 'none'],
      /none holds no collection; make one with `twostage index`/,
    ],
    ['a model that is not there', ['search', 'x', '--rerank', 'cross-encoder', '--model', './no'], /no/],
  ])('%s: a clear message and exit code 1', async (_, args, message) => {
    const { code, stderr } = await twostage(...args);
    expect(stderr).toMatch(message);
    expect(code).toBe(1);
  });

  test('an index made by another model is refused with both names', async () => {
    const { code } = await twostage('index', 'docs', '--collection', 'foreign');
    expect(code).toBe(0);
    const snapshot = await readFile(join(folder, 'foreign', 'CURRENT'), 'utf8');
    const path = join(folder, 'foreign', snapshot, 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8'));
    manifest.embedder = { ...manifest.embedder, name: 'another-model', fingerprint: 'another-1' };
    await writeFile(path, JSON.stringify(manifest));
    const refused = await twostage('search', 'x', '--collection', 'foreign');
    expect(refused.stderr).toMatch(
      /made with embedder another-model .* opened with .*; open it with the first, or index again/,
    );
    expect(refused.code).toBe(1);
  });
});
