import { chmod, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratchFolder, writeFiles } from './run-cli.fixture.ts';
import { passagesOf, type SourceFile, type SourceOptions, sourceFiles } from './source-documents.ts';
import { unprivileged } from './unprivileged.fixture.ts';
import { walk } from './walk.ts';

const folder = scratchFolder();
const { signal } = new AbortController();

async function idsIn(roots: readonly string[], options: Partial<SourceOptions> = {}): Promise<readonly string[]> {
  const { files } = await sourceFiles(
    roots.map((root) => join(folder, root)),
    { signal, ...options },
  );
  return files.map(({ id }) => id.replace(`${folder}/`, ''));
}

describe('roots', () => {
  test('may be links to folders and files; links below them are not followed', async () => {
    await writeFiles(folder, { 'real/a.md': '# A\n', 'real/b.cfg': 'x' });
    await symlink('real', join(folder, 'linked'));
    await symlink('real/b.cfg', join(folder, 'named'));
    await symlink('../real', join(folder, 'real/again'));
    expect(await idsIn(['linked'])).toEqual(['a.md']);
    expect(await idsIn(['named'])).toEqual(['named']);
  });

  test.each([
    ['/dev/null', '/dev/null is neither a file nor a folder; name one'],
    ['', 'a path is empty; name a folder or a file'],
    ['/no/such', '/no/such does not exist; name a folder or a file'],
  ])('that are neither files nor folders are refused: %j', async (root, message) => {
    const refused = sourceFiles([root], { signal });
    await expect(refused).rejects.toMatchObject({ message, code: 'TSR_INVALID_ARGUMENT' });
  });

  test('that overlap or repeat give each file once, by the first; their paths are part of the ids', async () => {
    await writeFiles(folder, { 'many/a.md': '# A\n', 'many/sub/b.md': '# B\n', 'other/a.md': '# A\n' });
    await symlink('many', join(folder, 'alias'));
    expect(await idsIn(['many/sub', './many', 'many', 'other', 'alias'])).toEqual([
      'many/sub/b.md',
      'many/a.md',
      'other/a.md',
    ]);
  });

  test('do not reach into the collection, and are not the collection itself', async () => {
    await writeFiles(folder, { 'site/a.md': '# A\n', 'site/index/documents.jsonl': '{}\n' });
    const except = join(folder, 'site/index');
    expect(await idsIn(['site'], { except })).toEqual(['a.md']);
    await expect(idsIn(['site/index'], { except })).rejects.toThrow(/is the collection itself; choose another with/);
  });
});

describe('what cannot be read', () => {
  test('is skipped with its reason: a folder and a file that went away', async () => {
    await writeFiles(folder, { 'going/a.md': '# A\n', 'going/b/c.md': '# C\n' });
    const found = [];
    for await (const each of walk(join(folder, 'going'))) {
      found.push(each);
      await rm(join(folder, 'going/b'), { recursive: true, force: true });
    }
    expect(found).toMatchObject([
      { relative: 'a.md' },
      { path: join(folder, 'going/b'), reason: 'cannot be read (ENOENT)' },
    ]);
    const gone = { path: join(folder, 'going/b/c.md'), real: '', relative: 'c.md', id: 'c.md', bytes: 4 };
    expect(await passagesOf(gone, 100)).toEqual({ path: gone.path, reason: 'cannot be read (ENOENT)' });
  });

  test.skipIf(process.platform === 'win32')('is skipped with its reason: what one has no right to', async () => {
    await writeFiles(folder, { 'rights/a.md': '# A\n', 'rights/shut/b.md': '# B\n' });
    for (const shut of ['rights/a.md', 'rights/shut']) await chmod(join(folder, shut), 0);
    const { skipped, read } = await unprivileged(folder, async () => {
      const { files, skipped } = await sourceFiles([join(folder, 'rights')], { signal });
      return { skipped, read: await passagesOf(files[0] as SourceFile, 100) };
    });
    await chmod(join(folder, 'rights/shut'), 0o700);
    expect(skipped).toEqual([{ path: join(folder, 'rights/shut'), reason: 'cannot be read (EACCES)' }]);
    expect(read).toEqual({ path: join(folder, 'rights/a.md'), reason: 'cannot be read (EACCES)' });
  });
});

test('a long document of JSON Lines is cut into passages; the first keeps its id, all its title and metadata', async () => {
  const record = {
    id: 'long',
    title: 'Long',
    text: 'A sentence of six words here. '.repeat(100),
    metadata: { year: 2024 },
  };
  await writeFiles(folder, { 'lines/a.jsonl': `${JSON.stringify(record)}\n{"id":"short","text":"One."}\n` });
  const { files } = await sourceFiles([join(folder, 'lines')], { signal });
  const passages = await passagesOf(files[0] as SourceFile, 2 ** 20);
  if ('reason' in passages) throw new Error(passages.reason);
  const documents = passages.map(({ document }) => document);
  expect(documents.map(({ id }) => id)).toEqual(['long', 'long~2', 'long~3', 'long~4', 'short']);
  for (const { title, metadata, source } of documents.slice(0, 4)) {
    expect([title, metadata, source?.id]).toEqual(['Long', { path: 'a.jsonl', year: 2024 }, 'long']);
  }
});
