import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Document } from '@tsr/core';
import { describe, expect, test } from 'vitest';
import { createAnalyzer } from './analysis/index.ts';
import { createBm25Index, openBm25Index } from './index.ts';

const documents: readonly Document[] = [{ id: 'gate', content: 'gateway' }];
const invalid = (message: string) => ({ code: 'TSR_INVALID_ARGUMENT', message });

describe('what is no argument is said to be none', () => {
  test.each([null, 5, '', {}, new Set(documents)])('no documents: %o', (given) => {
    const create = () => createBm25Index({ documents: given as never });
    expect(create).toThrow(expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' }));
    expect(create).toThrow('bm25: documents is');
  });

  test.each([[[]], [true], ['3']])('no field: %o', (title) => {
    expect(() => createBm25Index({ fields: { title: title as never } })).toThrow(
      expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' }),
    );
  });

  test.each([
    [null, 'bm25: options is null; pass an object or leave it out'],
    [{ stem: 'no' }, 'bm25: stem is "no"; pass true or false'],
    [{ stem: 0 }, 'bm25: stem is 0; pass true or false'],
    [{ identifiers: 1 }, 'bm25: identifiers is 1; pass true or false'],
  ])('no options of an analyzer: %o', (options, message) => {
    expect(() => createAnalyzer(options as never)).toThrow(expect.objectContaining(invalid(message)));
  });

  test.each([null, createAnalyzer, { terms: () => [], tokens: () => [] }])('no analyzer: %o', (analyzer) => {
    expect(() => createBm25Index({ analyzer: analyzer as never })).toThrow(
      '; pass createAnalyzer() or an object like it',
    );
  });

  test('no options of scoreByIds and highlight', async () => {
    const index = createBm25Index({ documents });
    const noOptions = invalid('bm25: options is null; pass an object or leave it out');
    await expect(index.scoreByIds('gateway', ['gate'], null as never)).rejects.toMatchObject(noOptions);
    await expect(index.highlight(documents[0] as Document, 'gateway', null as never)).rejects.toMatchObject(noOptions);
  });

  test('no path', async () => {
    const noPath = invalid('bm25: path is ""; pass the path of a file, as a string');
    await expect(createBm25Index({ documents }).save('')).rejects.toMatchObject(noPath);
    await expect(openBm25Index('')).rejects.toMatchObject(noPath);
  });
});

test('an option that is undefined is one that was left out, when a file is opened too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tsr-bm25-'));
  const path = join(folder, 'index');
  await createBm25Index({ documents }).save(path);
  const opened = await openBm25Index(path, { documents: undefined, k1: undefined, name: undefined } as object);
  expect(await opened.count()).toBe(1);
  await rm(folder, { recursive: true });
});
