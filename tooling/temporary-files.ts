import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SubjectFiles } from '@tsr/conformance';
import { afterAll } from 'vitest';

/** Files for `testSaveable`, in a folder that is gone after the tests. */
export function temporaryFiles(): SubjectFiles {
  const folder = mkdtempSync(join(tmpdir(), 'tsr-saved-'));
  let made = 0;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    path: () => join(folder, String(made++)),
    unwritable: () => join(folder, 'no', 'such', 'folder'),
    read: async (path) => new Uint8Array(await readFile(path)),
    write: writeFile,
  };
}
