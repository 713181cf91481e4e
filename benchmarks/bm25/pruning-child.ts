// Measures methods of pruning side by side on one index. Usage: node pruning-child.js '{ PruningJob }' REPORT
import { writeFileSync } from 'node:fs';
import { type Document, passageText } from '@tsr/core';
import { termsOf } from './engine.ts';
import { buildOurs } from './engines/ours.ts';
import type { PruningJob, PruningReport } from './jobs.ts';
import { type CheckedSearch, checkSameResults } from './pruning/check-same-results.ts';
import { documentOrder } from './pruning/document-order.ts';
import { METHODS } from './pruning/methods.ts';
import { buildPruningIndex, type PruningIndex } from './pruning/pruning-index.ts';
import { timeSideBySide } from './query-times.ts';
import { readDocuments, readTexts } from './read-lines.ts';

const [job = '', reportPath = ''] = process.argv.slice(2);
const { corpus, queries, topK, protocol, order } = JSON.parse(job) as PruningJob;

const documents = inOrder(readDocuments(corpus));
const texts = readTexts(queries);
const index = buildPruningIndex(termsOfAll(documents));
const methods = METHODS.map(({ name, create }) => ({ name, search: create(index, topK) }));
const engine = await buildOurs(documents, { analysis: 'words', topK });
const ours: CheckedSearch = {
  name: '@tsr/bm25',
  search: async (text) =>
    (await engine.search(text)).map(({ document, score }) => ({ row: Number(document.id), score })),
};

await checkSameResults(texts, [...methods, ours]);
const times = await timeSideBySide(texts, [engine.search, ...methods.map(({ search }) => search)], protocol);
writeFileSync(reportPath, JSON.stringify(reportOf(index)));

/** Ids are rows, as long as each other: documents with equal scores come in the order of rows everywhere. */
function inOrder(read: readonly Document[]): readonly Document[] {
  const rows = documentOrder(termsOfAll(read), order);
  return Array.from(rows, (from, row) => ({ ...(read[from] as Document), id: String(row).padStart(8, '0') }));
}

function* termsOfAll(all: readonly Document[]): Generator<readonly string[]> {
  const terms = termsOf('words');
  for (const document of all) yield terms(passageText(document));
}

function reportOf({ size, worth, segments }: PruningIndex): PruningReport {
  return {
    documents: size,
    postings: segments.reduce((sum, { docs }) => sum + docs.length, 0),
    codes: worth.length,
    segments: segments.length,
    rows: [ours, ...methods].map(({ name }, at) => ({ name, times: times[at] as (typeof times)[number] })),
  };
}
