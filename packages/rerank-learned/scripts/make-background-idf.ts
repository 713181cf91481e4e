/**
 * Counts stems in freely licensed text and writes `src/features/background-idf-table.ts`. Deterministic.
 *
 *     node --conditions=@tsr/source --import ./tooling/typescript.mjs packages/rerank-learned/scripts/make-background-idf.ts texts.jsonl
 *
 * `packages/embed/scripts/collect-texts.py` makes texts.jsonl; `packages/embed/table/CARD.md` names its sources.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createAnalyzer } from '@tsr/bm25/analysis';

/** Stems in fewer texts are as rare as those that are in none. */
const LEAST_TEXTS = 12;
const STEP = 0.2;

const texts = readFileSync(process.argv[2] ?? '', 'utf8')
  .trim()
  .split('\n');
const analyzer = createAnalyzer({ stopWords: [] });
const frequencies = new Map<string, number>();
for (const line of texts) {
  const terms = new Set(analyzer.terms((JSON.parse(line) as { text: string }).text));
  for (const term of terms) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
}

const levels = new Map<number, string[]>();
for (const [term, frequency] of [...frequencies].sort(([a], [b]) => (a < b ? -1 : 1))) {
  if (frequency < LEAST_TEXTS || !/^[a-z]+$/.test(term)) continue;
  const idf = Math.log(1 + (texts.length - frequency + 0.5) / (frequency + 0.5));
  const level = Math.round(idf / STEP);
  levels.set(level, [...(levels.get(level) ?? []), term]);
}
const lines = [...levels].sort(([a], [b]) => a - b).map(([level, terms]) => `  ${level}: '${terms.join(' ')}',`);
writeFileSync(
  new URL('../src/features/background-idf-table.ts', import.meta.url),
  `// Made by scripts/make-background-idf.ts of ${texts.length} texts; do not edit.
/** Idf, in units of ${STEP}, and the English stems that have it. */
export const BACKGROUND_IDF: Readonly<Record<number, string>> = {
${lines.join('\n')}
};
`,
);
