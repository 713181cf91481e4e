import { barsTable, flowTable, linesTable } from '../blocks/plot-tables.ts';
import { checkPage } from '../check-page.ts';
import { formatValue } from '../html/format-value.ts';
import { printable } from '../html/printable.ts';
import type { Block, PageSection, ReportPage, TableBlock } from '../report-page.ts';

/**
 * The page as GitHub-flavoured Markdown: headings, paragraphs and tables; of plots, their numbers. Without `data`.
 *
 * @throws TypeError and RangeError (`TSR_INVALID_ARGUMENT`) for the same pages as `renderPage`.
 */
export function renderMarkdown(page: ReportPage): string {
  checkPage(page);
  const { title, subtitle, sections } = page;
  const head = [`# ${plain(title)}`, ...(subtitle === undefined ? [] : [plain(subtitle)])];
  return `${[...head, ...sections.flatMap(sectionParts)].join('\n\n')}\n`;
}

function sectionParts({ heading, intro, blocks }: PageSection): readonly string[] {
  return [`## ${plain(heading)}`, ...(intro === undefined ? [] : [plain(intro)]), ...blocks.flatMap(blockParts)];
}

function blockParts(block: Block): readonly string[] {
  switch (block.kind) {
    case 'text':
      return block.paragraphs.map(plain);
    case 'figures':
      return [block.figures.map(figureLine).join('\n')];
    case 'table':
      return table(block);
    case 'bars':
      return table(barsTable(block));
    case 'lines':
      return table(linesTable(block));
    case 'flow':
      return table(flowTable(block));
  }
}

function figureLine({ label, value, note }: { label: string; value: string; note?: string | undefined }): string {
  return `- **${plain(value)}** ${plain(label)}${note === undefined ? '' : ` (${plain(note)})`}`;
}

function table({ caption, columns, rows }: TableBlock): readonly string[] {
  const isNumeric = (place: number): boolean => place > 0 && rows.every((row) => typeof row[place] !== 'string');
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const body = rows.map((row) =>
    line(
      row.map((cell, place) => (typeof cell === 'string' ? plain(cell) : formatValue(cell, columns[place]?.format))),
    ),
  );
  const heading = line(columns.map(({ label }) => plain(label)));
  const rule = line(columns.map((_, place) => (isNumeric(place) ? '---:' : '---')));
  return [`### ${plain(caption)}`, [heading, rule, ...body].join('\n')];
}

/** A text on one line, in which Markdown and HTML find nothing of theirs. */
function plain(text: string): string {
  const line = printable(text).replace(/\s+/g, ' ');
  return line.replace(/[\\`*_~[\]<>&|#$]/g, '\\$&').replace(/^([-+])(?= )/, '\\$1');
}
