import { basename } from 'node:path';
import { compareRuns, comparisonMarkdown, formatComparison, parseMeasures } from '@tsr/eval';
import { evaluationOfRun } from './evaluate-command.ts';
import { usageError } from './fail.ts';
import { readQrels } from './judged-queries.ts';
import { type ReportOutput, writeReport } from './write-report.ts';

export interface CompareOptions extends ReportOutput {
  readonly qrels: string;
  readonly measures: string;
  readonly sharedQueries: boolean;
  readonly markdown: boolean;
}

/** `twostage compare run1 run2 …`: is the difference more than chance? */
export async function compareCommand(paths: readonly string[], options: CompareOptions): Promise<void> {
  if (paths.length < 2) throw usageError('name at least two run files; the first is what the others are compared with');
  if (options.markdown && options.json) throw usageError('--markdown and --json both write to stdout; leave one out');
  const measures = parseMeasures(options.measures);
  const qrels = await readQrels(options.qrels);
  const names = namesOf(paths);
  const evaluations: Record<string, Awaited<ReturnType<typeof evaluationOfRun>>> = {};
  for (const [at, path] of paths.entries()) {
    const { missing, perQuery, ...rest } = await evaluationOfRun(path, qrels, measures);
    // A query that a run lacks is no zero here: it is another set of queries.
    const found = new Map([...perQuery].filter(([id]) => !missing.includes(id)));
    evaluations[names[at]!] = { ...rest, missing, perQuery: found };
  }
  const comparison = compareRuns({ evaluations, queries: options.sharedQueries ? 'shared' : 'same' });
  await writeReport(
    comparison,
    options,
    () => (options.markdown ? comparisonMarkdown(comparison) : formatComparison(comparison)),
    async () => (await import('@tsr/eval/page')).comparisonPage(comparison),
  );
}

/** File names, or whole paths where those are the same. */
function namesOf(paths: readonly string[]): readonly string[] {
  const short = paths.map((path) => basename(path));
  const names = new Set(short).size === short.length ? short : paths;
  if (new Set(names).size === names.length) return names;
  throw usageError('a run file is given twice; name each once');
}
