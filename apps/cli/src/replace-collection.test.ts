import { existsSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Embedder } from '@tsr/core';
import { createBundledEmbedder } from '@tsr/embed';
import { beforeAll, expect, test } from 'vitest';
import { replaceCollection } from './replace-collection.ts';
import { scratchFolder } from './run-cli.fixture.ts';
import { unprivileged } from './unprivileged.fixture.ts';

const folder = scratchFolder();
let embedder: Embedder;
beforeAll(async () => {
  embedder = await createBundledEmbedder();
});

const documents = [{ id: 'a', content: 'text' }];

async function* failing(): AsyncGenerator<never> {
  yield* [];
  throw new Error('no documents');
}

test('a failure leaves no directory that was not there, and one that was', async () => {
  const fresh = join(folder, 'fresh');
  const old = join(folder, 'old');
  await mkdir(old);
  for (const directory of [fresh, old]) {
    await expect(replaceCollection(directory, { documents: failing(), embedder })).rejects.toThrow('no documents');
  }
  expect([existsSync(fresh), existsSync(old)]).toEqual([false, true]);
});

test.skipIf(process.platform === 'win32')('a directory without rights to write: says so, and what to do', async () => {
  const directory = join(folder, 'read-only');
  await mkdir(directory, { mode: 0o555 });
  const refused = unprivileged(folder, () => replaceCollection(directory, { documents, embedder }));
  await expect(refused).rejects.toMatchObject({
    message: `${directory} cannot be written (EACCES); make it writable, or choose another with --collection`,
    code: 'TSR_IO',
  });
  await chmod(directory, 0o755);
});
