import { expect, test } from 'vitest';
import { readSections, writeSections } from './no-files.ts';

test.each([readSections, writeSections])('where there are no files, saving and opening say so: %o', async (use) => {
  const place = { kind: { subject: 'bm25', magic: 'TSRBM25', version: 1 }, path: 'a.bm25' };
  await expect((use as typeof readSections)(place)).rejects.toMatchObject({
    code: 'TSR_NOT_SUPPORTED',
    message: 'bm25: there are no files here; save and open an index in Node',
  });
});
