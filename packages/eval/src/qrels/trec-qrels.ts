import { shown } from '@tsr/core';
import type { Qrels } from '../evaluate.ts';
import { lineFault, linesOf } from '../lines.ts';
import { parseQrelsTsv, QRELS_HEADER } from '../parse-qrels.ts';
import { checkColumn } from '../runs/trec-run.ts';

const COLUMNS = 'query id, iteration, document id and grade, separated by white space';

/**
 * Judgments as TREC has them: `query iteration document grade` a line. Grades are whole numbers; those below 0 are kept:
 * judged, and not relevant.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) that names the line, for other columns, a grade that is no whole number, and
 * a document that is judged twice for a query.
 */
export function parseTrecQrels(text: string): Qrels {
  const qrels = new Map<string, Map<string, number>>();
  for (const { number, text: line } of linesOf(text)) {
    const columns = line.trim().split(/\s+/);
    if (columns.length !== 4) {
      throw lineFault('qrels', number, `has ${columns.length} columns: ${shown(line)}; give ${COLUMNS}`);
    }
    const [query, , document, grade] = columns as [string, string, string, string];
    const judgments = qrels.get(query) ?? new Map<string, number>();
    qrels.set(query, judgments);
    if (judgments.has(document)) {
      throw lineFault('qrels', number, `judges ${shown(document)} for query ${shown(query)} again; judge it once`);
    }
    judgments.set(document, gradeOf(grade, number));
  }
  return qrels;
}

function gradeOf(text: string, number: number): number {
  if (/^[+-]?\d{1,9}$/.test(text)) return Number(text);
  throw lineFault('qrels', number, `has the grade ${shown(text)}; give a whole number`);
}

/** Judgments in either format: BEIR's begins with a header. @throws as the parser of the format. */
export function parseQrels(text: string): Qrels {
  const first = linesOf(text).next().value;
  const isTsv = first?.text.trim() === QRELS_HEADER;
  return isTsv ? parseQrelsTsv(text) : parseTrecQrels(text);
}

/** @throws TypeError (`TSR_INVALID_ARGUMENT`) for an id that is empty or holds white space. */
export function formatTrecQrels(qrels: Qrels): string {
  return linesFor(qrels, (query, document, grade) => {
    checkColumn('query id', query);
    checkColumn('document id', document);
    return `${query} 0 ${document} ${grade}\n`;
  });
}

/** Judgments as BEIR has them, header first. @throws TypeError (`TSR_INVALID_ARGUMENT`) for an id that holds a tab or a line end. */
export function formatQrelsTsv(qrels: Qrels): string {
  const rows = linesFor(qrels, (query, document, grade) => {
    for (const id of [query, document]) checkCell(id);
    return `${query}\t${document}\t${grade}\n`;
  });
  return `${QRELS_HEADER}\n${rows}`;
}

function checkCell(id: string): void {
  if (id === '' || /[\t\r\n]/.test(id)) checkColumn('id', id);
}

function linesFor(qrels: Qrels, line: (query: string, document: string, grade: number) => string): string {
  return [...qrels]
    .map(([query, judgments]) => [...judgments].map(([document, grade]) => line(query, document, grade)).join(''))
    .join('');
}
