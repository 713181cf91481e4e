import { writeFile } from 'node:fs/promises';
import { formatProvenance, type ProvenanceReport } from '@tsr/telemetry';
import pc from 'picocolors';
import { usageError } from './fail.ts';

export interface PageOptions {
  /** Write a page with plots there. */
  readonly html?: string | undefined;
  readonly markdown: boolean;
  readonly json: boolean;
}

const NOTE = `interval: 95 % bootstrap over queries · lift: against the first stage's own top k
hit rate: results of the candidates in the range · JSON and HTML have macro averages and more`;

/** The report on stdout, as a table, Markdown or data, and as a page in a file where one is asked for. */
export async function writeProvenance(report: ProvenanceReport, options: PageOptions): Promise<void> {
  const { html, markdown, json } = options;
  if (markdown && json) throw usageError('--markdown and --json both write to stdout; leave one of them out');
  const text = json ? JSON.stringify(report, null, 2) : markdown ? await markdownOf(report) : terminal(report);
  process.stdout.write(`${text}\n`);
  if (html !== undefined) await writePage(report, html);
}

/** Plots are loaded when they are asked for. */
const pages = (): Promise<typeof import('@tsr/telemetry/page')> => import('@tsr/telemetry/page');

async function markdownOf(report: ProvenanceReport): Promise<string> {
  return (await pages()).formatProvenanceMarkdown(report);
}

async function writePage(report: ProvenanceReport, path: string): Promise<void> {
  await writeFile(path, (await pages()).renderProvenancePage(report)).catch(({ code }: NodeJS.ErrnoException) => {
    throw usageError(`--html: ${path} cannot be written (${code}); name a file in a folder that is there`);
  });
  process.stderr.write(`wrote ${path}\n`);
}

/** As wide as the terminal is; 80 columns where there is none. */
function terminal(report: ProvenanceReport): string {
  const width = Math.max(80, Math.min(160, process.stdout.columns ?? 80));
  return `${formatProvenance(report, { width, color: pc.isColorSupported && process.stdout.isTTY })}\n\n${NOTE}`;
}
