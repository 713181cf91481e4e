import { writeFile } from 'node:fs/promises';
import { usageError } from './fail.ts';

export interface ReportOutput {
  readonly json: boolean;
  /** Write a page there. */
  readonly html?: string | undefined;
}

/** A report on stdout, as text or data, and as a page in a file where one is asked for. */
export async function writeReport(
  report: unknown,
  { json, html }: ReportOutput,
  text: () => string,
  page?: () => Promise<string>,
): Promise<void> {
  process.stdout.write(`${json ? JSON.stringify(report, null, 2) : text()}\n`);
  if (html === undefined || !page) return;
  await writeFile(html, await page()).catch(({ code }: NodeJS.ErrnoException) => {
    throw usageError(`--html: ${html} cannot be written (${code}); name a file in a folder that is there`);
  });
  process.stderr.write(`wrote ${html}\n`);
}
