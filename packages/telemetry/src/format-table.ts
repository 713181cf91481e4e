export interface TableOptions {
  /** One entry a column; columns beyond are left-aligned. @default all 'left' */
  readonly align?: readonly ('left' | 'right')[] | undefined;
  /** What stands between two columns. @default two spaces */
  readonly gap?: string | undefined;
}

/** Rows of cells as lines of columns that are as wide as their widest cell. Lines end without spaces. */
export function formatTable(
  rows: readonly (readonly string[])[],
  { align = [], gap = '  ' }: TableOptions = {},
): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell));
  }
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => padded(cell, widths[column] ?? 0, align[column] ?? 'left')).join(gap);
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

function padded(cell: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(cell)));
  return align === 'left' ? cell + space : space + cell;
}

// Two columns on a terminal: CJK, Hangul, kana, full-width forms and pictures.
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u{ff01}-\u{ff60}\p{Emoji_Presentation}]/u;

/** Columns that a text takes on a terminal; colour codes and combining marks take none. Good for tables, not exact. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text.replace(COLOUR, '').replace(/[\p{M}\p{Cf}]/gu, '')) {
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
