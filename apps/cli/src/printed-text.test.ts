import type { RetrievalResult } from '@tsr/core';
import { describe, expect, test } from 'vitest';
import { formatCheckpoint } from './checkpoint-markdown.ts';
import { commandError } from './command-error.ts';
import { counted } from './counted.ts';
import { reportFailure } from './fail.ts';
import { formatResults } from './format-results.ts';

const hostile = 'one\u001b[2J\u0007\u009b31m two\u001b]0;x\u0007';
const result: RetrievalResult = {
  rank: 1,
  id: hostile,
  title: hostile,
  content: `${hostile} gateway`,
  metadata: { path: 'notes.jsonl' },
  firstStageRank: 3,
  firstStageScore: 0.5,
  evidence: [],
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

describe('results', () => {
  test('cannot steer the terminal', () => {
    const page = formatResults([result], 'gateway', { color: false, judged: true });
    expect(page).not.toMatch(control);
    expect(page).toMatch(/«gateway»\n$/);
  });

  test('name the file of a document whose id does not', () => {
    expect(formatResults([result], 'x', { color: false, judged: true })).toContain('notes.jsonl one');
    const inFile = { ...result, id: 'notes.md#a', metadata: { path: 'notes.md' } };
    expect(formatResults([inFile], 'x', { color: false, judged: true })).toContain('    notes.md#a   first');
  });

  test('keep our own colours', () => {
    const page = formatResults([result], 'gateway', { color: true, judged: true });
    const ours = ['\u001b[1m\u001b[33mgateway\u001b[39m\u001b[22m', '\u001b[2m', '\u001b[22m', '\u001b[1m'];
    expect(page).toContain(ours[0]);
    expect(ours.reduce((text, colour) => text.replaceAll(colour, ''), page)).not.toMatch(control);
  });

  test('name the second stage only where there was one', () => {
    const without = formatResults([result], 'x', { color: false, judged: false });
    expect(without).toContain('first stage 0.500 (rank 3)\n');
    expect(formatResults([result], 'x', { color: false, judged: true })).toContain(', second stage not scored\n');
    const evidence = [{ stage: 'rerank', component: 'cheap\u001b', score: 0.25 }] as const;
    const page = formatResults([{ ...result, evidence }], 'x', { color: false, judged: true });
    expect(page).toContain(', second stage 0.250 (cheap  only)\n');
  });
});

test('nor can a checkpoint', () => {
  const observed = {
    query: hostile,
    results: [{ rank: 1, id: hostile, firstStageRank: 1, firstStageScore: 1 }],
    warnings: [hostile],
  };
  const data = { path: hostile, passages: 1, checksum: '' };
  const options = { collection: hostile, firstStage: 'bm25', rerank: 'none', candidates: 1, topK: 1 } as const;
  const facts = { packages: {}, runtime: {}, data, constraints: {}, observed, measured: {} };
  const text = formatCheckpoint({ format: 'tsr-checkpoint', version: 1, options, ...facts });
  expect(text).not.toMatch(control);
});

test('nor can an error, which keeps its lines', () => {
  const written: string[] = [];
  expect(reportFailure(new Error(`first ${hostile}\nsecond`), (text) => void written.push(text))).toBe(1);
  expect(written.join('')).toMatch(/^twostage: first one .*\nsecond\n$/);
  expect(written.join('')).not.toMatch(control);
});

test("the parser's errors have our prefix; too many words of a query ask for quotes", () => {
  expect(commandError("error: unknown option '--x'\n")).toBe("twostage: unknown option '--x'\n");
  const excess = "error: too many arguments for 'search'. Expected 1 argument but got 3.\n";
  expect(commandError(excess)).toMatch(/^twostage: too many .* got 3\. Put the query in quotes\.\n$/);
});

test('counts have their noun', () => {
  expect([0, 1, 2].map((count) => counted(count, 'file'))).toEqual(['0 files', '1 file', '2 files']);
});
