import { shown } from '@tsr/core';
import type { Qrels } from './evaluate.ts';
import { type Line, lineFault, linesOf } from './lines.ts';

/** First line of the format. */
export const QRELS_HEADER = 'query-id\tcorpus-id\tscore';

/**
 * Judgments as BEIR writes them: a header line `query-id corpus-id score`, then one judgment a line, separated by
 * tabs. Grades are integers, negative ones included. Blank lines are skipped.
 *
 * @throws TypeError that names the line, for anything else, a pair judged twice included.
 */
export function parseQrelsTsv(text: string): Qrels {
  const qrels = new Map<string, Map<string, number>>();
  let header: Line | undefined;
  for (const line of linesOf(text)) {
    if (!header) header = checkedHeader(line);
    else addJudgment(qrels, line);
  }
  if (!header) throw lineFault('qrels', 1, `is missing; begin with the header ${shown(QRELS_HEADER)}`);
  return qrels;
}

function checkedHeader(line: Line): Line {
  if (line.text.trim() === QRELS_HEADER) return line;
  throw lineFault('qrels', line.number, `has ${shown(line.text)}; begin with the header ${shown(QRELS_HEADER)}`);
}

function addJudgment(qrels: Map<string, Map<string, number>>, { number, text }: Line): void {
  const columns = text.split('\t');
  const [query = '', id = '', grade = ''] = columns;
  if (columns.length !== 3 || query === '' || id === '') {
    throw lineFault('qrels', number, `has ${shown(text)}; give query id, document id and grade, separated by tabs`);
  }
  if (!/^-?\d{1,9}$/.test(grade)) {
    throw lineFault('qrels', number, `has the grade ${shown(grade)}; give an integer`);
  }
  const judgments = qrels.get(query) ?? new Map<string, number>();
  if (judgments.has(id)) {
    throw lineFault('qrels', number, `judges ${shown(id)} for query ${shown(query)} again; judge each pair once`);
  }
  qrels.set(query, judgments.set(id, Number(grade)));
}
