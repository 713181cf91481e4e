// Measures how fast documents become an index. Usage: node indexing-child.js '{ IndexingJob }' REPORT
import { writeFileSync } from 'node:fs';
import { createBm25Index } from '@tsr/bm25';
import { createAnalyzer } from '@tsr/bm25/analysis';
import { passageText } from '@tsr/core';
import { medianOf, seconds } from '../measure.ts';
import type { IndexingJob, IndexingReport } from './jobs.ts';
import { readDocuments } from './read-lines.ts';

const [job = '', reportPath = ''] = process.argv.slice(2);
const { corpus, analysis, repeats } = JSON.parse(job) as IndexingJob;
const documents = readDocuments(corpus);
/** A new one each time: it remembers words. */
const newAnalyzer = () => createAnalyzer({ language: analysis === 'english' ? 'english' : 'none' });

const builds = await repeated(async () => createBm25Index({ documents, analyzer: newAnalyzer() }).refresh());
const analyses = await repeated(analyse);
const report: IndexingReport = {
  documents: documents.length,
  firstBuildSeconds: builds[0] as number,
  buildSeconds: medianOf(builds),
  analysisSeconds: medianOf(analyses),
};
writeFileSync(reportPath, JSON.stringify(report));

async function repeated(work: () => unknown): Promise<readonly number[]> {
  const times: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    globalThis.gc?.();
    times.push((await seconds(work)).seconds);
  }
  return times;
}

function analyse(): number {
  const analyzer = newAnalyzer();
  let terms = 0;
  for (const document of documents) terms += analyzer.terms(passageText(document)).length;
  return terms;
}
