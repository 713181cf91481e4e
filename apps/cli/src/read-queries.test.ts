import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { type ReadQuery, readQueries } from './read-queries.ts';
import { scratchFolder, writeFiles } from './run-cli.fixture.ts';

const folder = scratchFolder();

async function read(name: string, content: string): Promise<readonly ReadQuery[]> {
  await writeFiles(folder, { [name]: content });
  return readQueries(join(folder, name));
}

test('reads plain text, JSON Lines and standard input', async () => {
  expect(await read('a.txt', 'one \r\n\n two\n')).toEqual([{ text: 'one' }, { text: 'two' }]);
  const lines = '{"id":"1","text":"one"}\n{"text":"two"}\n{"_id":"q3","text":"three"}\n';
  expect(await read('a.ndjson', lines)).toEqual([
    { id: '1', text: 'one' },
    { text: 'two' },
    { id: 'q3', text: 'three' },
  ]);
  expect(await readQueries('-', Readable.from(['on', 'e\ntwo\n']))).toEqual([{ text: 'one' }, { text: 'two' }]);
});

test('other kinds of files are refused, before they are read', async () => {
  const refused = readQueries('q.CSV');
  await expect(refused).rejects.toMatchObject({
    message: '--queries q.CSV: .csv is not read; give a query a line (.txt) or JSON Lines (.jsonl)',
    code: 'TSR_INVALID_ARGUMENT',
  });
});

test.each([
  ['b.jsonl', '{"text":"one"}\n{"query":"two"}\n', 'b.jsonl:2: text is missing; write {"text": "..."}'],
  ['e.jsonl', '{"text":"one","id":7}\n', 'e.jsonl:1: id is 7; write it as a string'],
  ['c.jsonl', '{"text":" "}\n', 'c.jsonl:1: the query is empty; say what you are looking for'],
  ['d.txt', `one\n${'x'.repeat(10_001)}\n`, 'd.txt:2: the query has 10001 characters; 10000 is the limit, ask shorter'],
])('%s: says file, line and what is wrong', async (name, content, message) => {
  await expect(read(name, content)).rejects.toThrow(join(folder, message));
});
