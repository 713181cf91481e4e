import { expect, test } from 'vitest';
import { type Analyzer, createAnalyzer, type Language } from './analysis/index.ts';
import { createBm25Index } from './index.ts';

async function finds(content: string, query: string, analyzer: Analyzer): Promise<boolean> {
  const index = createBm25Index({ documents: [{ id: 'found', content }], analyzer, prefix: true });
  return (await index.search(query)).length === 1;
}

test.each<[Language, string, string]>([
  ['english', 'configured', 'config'],
  ['english', 'configured', 'configure'],
  ['english', 'theory', 'the'],
  ['english', 'indexes', 'fast in'],
  ['german', 'Müller', 'mül'],
  ['french', 'élève', 'ELE'],
  ['french', "l'avion", "l'avi"],
  ['italian', 'dell’arte', 'dell’ar'],
  ['swedish', 'särskild', 'sär'],
  ['danish', 'Århus', 'årh'],
  ['finnish', 'ääni', 'ÄÄ'],
  ['russian', 'йогурт', 'йо'],
])('a word of %s is found by how it begins: %s by %s', async (language, content, query) => {
  for (const stem of [true, false]) expect(await finds(content, query, createAnalyzer({ language, stem }))).toBe(true);
});

test('a name is found by how the whole of it begins, and each of its parts', async () => {
  const analyzer = createAnalyzer({ identifiers: true });
  const content = 'getUserById(max_connections)';
  for (const query of ['getUserB', 'use', 'max_conn', 'conn']) expect(await finds(content, query, analyzer)).toBe(true);
  expect(await finds('banana', 'getUserB', analyzer)).toBe(false);
});

test('a letter with an accent of its own is not taken for another', async () => {
  expect(await finds('arena', 'ären', createAnalyzer({ language: 'swedish' }))).toBe(false);
});

test('nothing is completed behind a space or a sign', async () => {
  for (const query of ['gate ', 'gate-', 'gate.']) expect(await finds('gateway', query, createAnalyzer())).toBe(false);
});

test('an analyzer that says nothing of beginnings is asked for the last token', async () => {
  const { name, tokens, terms } = createAnalyzer();
  expect(await finds('gateway', 'the gatew', { name, tokens, terms })).toBe(true);
  expect(await finds('gateway', 'gatew the', { name, tokens, terms })).toBe(false);
});
