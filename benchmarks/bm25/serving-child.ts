// Measures an index that is changed and filtered while it is searched. Usage: node serving-child.js '{ ServingJob }' REPORT
import { writeFileSync } from 'node:fs';
import { createBm25Index } from '@tsr/bm25';
import { createAnalyzer } from '@tsr/bm25/analysis';
import type { Document, Filter } from '@tsr/core';
import { seededRandom } from '@tsr/core';
import type { PhaseTimes, ServingJob, ServingReport } from './jobs.ts';
import { shuffled } from './random.ts';
import { readDocuments, readTexts } from './read-lines.ts';
import { type Phase, runPhase } from './serving-phase.ts';

const [job = '', reportPath = ''] = process.argv.slice(2);
const { corpus, queries, topK, calls, phaseSeconds } = JSON.parse(job) as ServingJob;

const GROUPS = 100;
/** New filters, and new removals, whose first search is measured. */
const FIRSTS = 20;

const texts = readTexts(queries);
const documents = readDocuments(corpus).map(
  (document, at): Document => ({ ...document, metadata: { group: at % GROUPS } }),
);
const analyzer = createAnalyzer({ language: 'none' });
const index = createBm25Index({ documents, analyzer });
await index.refresh();
for (const text of texts) await index.search(text, { topK });

const textOf = (call: number): string => texts[call % texts.length] as string;
const search = (call: number, filter?: Filter) => index.search(textOf(call), { topK, filter });
const random = seededRandom(1);
const anyDocument = (): Document => documents[Math.floor(random() * documents.length)] as Document;

/** In turn: the content of another document for one that is there, and a new document. */
function nextUpsert(call: number): Promise<unknown> {
  const { content, metadata = {} } = anyDocument();
  const id = call % 2 === 0 ? anyDocument().id : `new-${call}`;
  return index.upsert([{ id, content, metadata }]);
}

const half = (from: number): Filter => ({ group: { $gte: from, $lt: from + GROUPS / 2 } });
const one = (group: number): Filter => ({ group });
const numbers = Array.from({ length: FIRSTS }, (_, at) => at);
const filtered = (name: string, filter: (at: number) => Filter): Omit<Phase, 'calls' | 'seconds'> => {
  const repeated = filter(0);
  return {
    name,
    firsts: numbers.map((at) => () => search(at, filter(at + 1))),
    search: (call) => search(call, repeated),
  };
};

/** One per cent in as many parts as there are first searches. */
const gone = shuffled(documents.length, 2).subarray(0, Math.ceil(documents.length / 100));
function removal(part: number): () => Promise<unknown> {
  const [from, to] = [part, part + 1].map((at) => Math.floor((at * gone.length) / FIRSTS)) as [number, number];
  const ids = Array.from(gone.subarray(from, to), (row) => (documents[row] as Document).id);
  return async () => {
    await index.remove(ids);
    await search(part);
  };
}

const phases: PhaseTimes[] = [];
const measured = async (phase: Omit<Phase, 'calls' | 'seconds'>) =>
  phases.push(await runPhase({ calls, seconds: phaseSeconds, ...phase }));

await measured({ name: 'nothing else', search });
await measured(filtered('filter that keeps half', half));
await measured(filtered('filter that keeps 1 %', one));
await measured({ name: 'an upsert before each search', search, upsert: nextUpsert });
await measured({ name: 'nothing else, after the upserts', search });
await measured({ name: '1 % removed', search, firsts: numbers.map(removal) });

const report: ServingReport = { documents: documents.length, phases };
writeFileSync(reportPath, JSON.stringify(report));
