import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { splitDocument } from './split-document.ts';

const corpus = new URL('../../../examples/corpus/', import.meta.url);
const judged = readFileSync(new URL('qrels.tsv', corpus), 'utf8')
  .split(/\r?\n/)
  .slice(1)
  .flatMap((line) => line.split('\t')[1] ?? []);

describe('the corpus of the examples', () => {
  it('has every judged section as a passage', () => {
    const files = [...new Set(judged.map((id) => id.slice(0, id.indexOf('#'))))];
    expect(files.length).toBeGreaterThan(20);
    const passages = files.flatMap((id) =>
      splitDocument({ id, text: readFileSync(new URL(`docs/${id}`, corpus), 'utf8'), format: 'markdown' }),
    );
    const ids = new Set(passages.map(({ id }) => id));
    expect(judged.filter((id) => !ids.has(id))).toEqual([]);
  });
});
