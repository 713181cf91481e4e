import { describe, expect, test } from 'vitest';
import { createIdCheck } from './id-check.ts';
import { parseDocumentLines } from './parse-document-lines.ts';

const parsed = (text: string) => parseDocumentLines(text, { path: 'docs/a.jsonl', id: 'a.jsonl' });

describe('documents of JSON Lines', () => {
  test('carry the path of their file below its root, as those of Markdown do, unless they have their own', () => {
    const documents = parsed(
      '{"id":1,"text":"x"}\r\n\n{"_id":"b","content":"y","title":"T","metadata":{"path":"own"}}',
    );
    expect(documents).toEqual([
      { at: 'docs/a.jsonl:1', document: { id: '1', content: 'x', metadata: { path: 'a.jsonl' } } },
      { at: 'docs/a.jsonl:3', document: { id: 'b', content: 'y', title: 'T', metadata: { path: 'own' } } },
    ]);
  });

  const remedy = 'write {"id": "...", "text": "..."}';
  test.each([
    ['{"id":"a"}', `text is missing; ${remedy}`],
    ['{"id":"a","text":5}', `text is 5; ${remedy}`],
    ['{"id":"a","content":null}', `content is null; ${remedy}`],
    ['{"text":"x"}', `id is missing; ${remedy}`],
    ['{"id":true,"text":"x"}', `id is true; ${remedy}`],
    ['[1]', `the line is [1]; ${remedy}`],
    ['null', `the line is null; ${remedy}`],
    ['{"id":"","text":"x"}', 'id of the document is empty; pass 1 to 512 UTF-8 bytes'],
    ['{"id":"a","text":"x","title":7}', 'the document ("a"): title is 7; pass a string or leave it out'],
    ['{"id":"a","text":"x","metadata":{"b":{}}}', 'the document ("a"): metadata.b is {}; pass a string, finite number'],
  ])('%s: says file, line and field, as a fault of the data', (line, message) => {
    const fault = faultOf(() => parsed(`{"id":"first","text":"x"}\n${line}\n`));
    expect(fault.message).toContain(`docs/a.jsonl:2: ${message}`);
    expect(fault).not.toHaveProperty('code');
  });

  test('that are not JSON', () => {
    expect(() => parsed('{oops')).toThrow(/^docs\/a\.jsonl:1: the line is not JSON \(.+\); write \{"id"/);
  });
});

test('an id that was there before is refused with both places', () => {
  const check = createIdCheck();
  check('x', 'a.jsonl:1');
  check('y', 'a.jsonl:2');
  const fault = faultOf(() => check('x', 'b.jsonl:7'));
  expect(fault.message).toBe('b.jsonl:7: the id "x" is that of a.jsonl:1 too; keep one');
  expect(fault).not.toHaveProperty('code');
});

function faultOf(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
