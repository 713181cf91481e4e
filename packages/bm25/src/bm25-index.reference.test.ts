import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Bm25Variant, createBm25Index } from './index.ts';

interface Reference {
  readonly documents: readonly string[];
  readonly parameters: { readonly k1: number; readonly b: number; readonly delta: number };
  /** By variant, term and number of the document. */
  readonly scores: Readonly<Record<Bm25Variant, Readonly<Record<string, Readonly<Record<string, number>>>>>>;
}

// Made by scripts/make-bm25s-scores.py.
const { documents, parameters, scores }: Reference = JSON.parse(
  readFileSync(new URL('../fixtures/bm25s-scores.json', import.meta.url), 'utf8'),
);
const terms = (text: string): readonly string[] => text.split(' ').filter(Boolean);
const analyzer = { name: 'words', terms, tokens: () => [] };
/** Where bm25s has an idf of 0, ours is 1e-6. */
const LEAST_IDF = 1e-6;

test.each(['lucene', 'robertson', 'bm25+'] as const)('%s scores as bm25s does', async (variant) => {
  const index = createBm25Index({
    ...parameters,
    variant,
    analyzer,
    documents: documents.map((content, at) => ({ id: `${at}`, content })),
  });
  for (const [term, expected] of Object.entries(scores[variant])) {
    const found = await index.scoreByIds(term, Object.keys(documents));
    expect([...found.keys()].sort()).toEqual(Object.keys(expected).sort());
    for (const [id, score] of Object.entries(expected)) {
      if (score === 0) expect(found.get(id)).toBeLessThan(LEAST_IDF);
      else expect(found.get(id)).toBeCloseTo(score, 12);
    }
  }
});
