// Measures one engine in JavaScript, in a process of its own. Usage: node search-child.js '{ SearchJob }' REPORT
import { writeFileSync } from 'node:fs';
import { seconds } from '../measure.ts';
import { heldBytes, peakBytes } from '../memory.ts';
import type { BuildEngine, Hit } from './engine.ts';
import type { RankedIds, SearchJob, SearchReport } from './jobs.ts';
import { timeQueries } from './query-times.ts';
import { readDocuments, readTexts } from './read-lines.ts';

const [job = '', reportPath = ''] = process.argv.slice(2);
const { engine, corpus, queries, analysis, topK, protocol } = JSON.parse(job) as SearchJob;

const documents = readDocuments(corpus);
const texts = readTexts(queries);
const build = await builderOf(engine);

const before = heldBytes();
const built = await seconds(() => build(documents, { analysis, topK }));
const held = heldBytes() - before;
const times = await timeQueries(texts, built.value.search, protocol);
const peak = peakBytes();
const rankings: RankedIds[] = [];
for (const text of texts) rankings.push(rankedIds(await built.value.search(text)));

const report: SearchReport = {
  documents: documents.length,
  buildSeconds: built.seconds,
  times,
  peakBytes: peak,
  heldBytes: held,
  rankings,
};
writeFileSync(reportPath, JSON.stringify(report));

/** Imports no other engine. */
async function builderOf(name: string): Promise<BuildEngine> {
  if (name === 'ours') return (await import('./engines/ours.ts')).buildOurs;
  if (name === 'naive') return (await import('./engines/naive.ts')).buildNaive;
  if (name === 'wink') return (await import('./engines/wink.ts')).buildWink;
  if (name === 'minisearch') return (await import('./engines/minisearch.ts')).buildMiniSearch;
  if (name === 'orama') return (await import('./engines/orama.ts')).buildOrama;
  throw new Error(`no engine is named ${name}`);
}

function rankedIds(hits: readonly Hit[]): RankedIds {
  return { ids: hits.map(({ document }) => document.id), scores: hits.map(({ score }) => score) };
}
