// Saves an index, or opens the one that was saved. Usage: node file-child.js '{ FileJob }' REPORT
import { statSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createBm25Index, openBm25Index } from '@tsr/bm25';
import { createAnalyzer } from '@tsr/bm25/analysis';
import { passageText } from '@tsr/core';
import { seconds } from '../measure.ts';
import type { FileJob, FileReport } from './jobs.ts';
import { readDocuments, readTexts } from './read-lines.ts';

const [job = '', reportPath = ''] = process.argv.slice(2);
const { corpus, queries, path, task } = JSON.parse(job) as FileJob;
const analyzer = createAnalyzer({ language: 'none' });
const delay = monitorEventLoopDelay({ resolution: 1 });

writeFileSync(reportPath, JSON.stringify(task === 'save' ? await save() : await open()));

async function save(): Promise<FileReport> {
  const documents = readDocuments(corpus);
  const before = memory();
  const index = createBm25Index({ documents, analyzer });
  const heldBytes = memory() - before;
  delay.enable();
  const { seconds: taken } = await seconds(() => index.save(path));
  const postings = documents.reduce((sum, one) => sum + new Set(analyzer.terms(passageText(one))).size, 0);
  return report(taken, { heldBytes, postings, longestHold: delay.max / 1e6 });
}

async function open(): Promise<FileReport> {
  const { value: index, seconds: taken } = await seconds(() => openBm25Index(path, { analyzer }));
  const [first = ''] = readTexts(queries);
  const search = await seconds(() => index.search(first, { topK: 100 }));
  return report(taken, { firstSearch: search.seconds * 1000 });
}

function report(taken: number, figures: Partial<FileReport>): FileReport {
  const fileBytes = statSync(path).size;
  return { seconds: taken, fileBytes, heldBytes: 0, postings: 0, longestHold: 0, firstSearch: 0, ...figures };
}

function memory(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
