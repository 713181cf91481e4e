import { readFileSync } from 'node:fs';
import { createBm25Index } from '@tsr/bm25';
import { parseQrelsTsv } from '@tsr/eval';
import { expect, test } from 'vitest';
import { bundledPassages } from './corpus.ts';

const read = (name: string): string => readFileSync(new URL(`corpus/${name}`, import.meta.url), 'utf8');
const queries: readonly { id: string; text: string; unanswerable?: boolean }[] = read('queries.jsonl')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const qrels = parseQrelsTsv(read('qrels.tsv'));
const passages = bundledPassages();

test('the corpus has at least 120 passages, 40 judged queries, and 8 queries without an answer', () => {
  expect(passages.length).toBeGreaterThanOrEqual(120);
  expect(qrels.size).toBeGreaterThanOrEqual(40);
  expect(queries.filter(({ unanswerable }) => unanswerable).length).toBeGreaterThanOrEqual(8);
});

test('every judged passage is one that the splitter makes', () => {
  const ids = new Set(passages.map(({ id }) => id));
  const judged = [...qrels.values()].flatMap((judgments) => [...judgments.keys()]);
  expect(judged.filter((id) => !ids.has(id))).toEqual([]);
});

test('at least 12 answerable queries have no right answer among the first three of BM25', async () => {
  const bm25 = createBm25Index({ documents: passages });
  const hard: string[] = [];
  for (const { id, text } of queries.filter((query) => qrels.has(query.id))) {
    const top = await bm25.search(text, { topK: 3 });
    if (!top.some(({ document }) => (qrels.get(id)?.get(document.id) ?? 0) > 0)) hard.push(id);
  }
  expect(hard).toContain('q01');
  expect(hard.length).toBeGreaterThanOrEqual(12);
});
