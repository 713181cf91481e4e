import { formatValue, NO_VALUE } from '../html/format-value.ts';
import { type Html, html } from '../html/html.ts';
import type { TableBlock, TableColumn } from '../report-page.ts';

/** More than a reader can use, and less than slows a browser down. */
const SHOWN_ROWS = 500;

export function renderTable({ caption, columns, rows }: TableBlock): Html {
  const left = rows.length - SHOWN_ROWS;
  const more = left > 0 ? html`<p class="note">The first ${SHOWN_ROWS} of ${rows.length} rows.</p>` : undefined;
  const headings = columns.map(({ label }, place) => html`<th scope="col"${numeric(rows, place)}>${label}</th>`);
  const body = rows.slice(0, SHOWN_ROWS).map(
    (row) => html`<tr>${row.map((cell, place) => cellOf(cell, columns, place))}</tr>
`,
  );
  return html`<div class="table" role="region" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption>
<thead><tr>${headings}</tr></thead>
<tbody>${body}</tbody></table></div>${more}`;
}

function cellOf(cell: string | number | null, columns: readonly TableColumn[], place: number): Html {
  const text = typeof cell === 'string' ? html`<bdi>${cell}</bdi>` : html`${formatValue(cell, columns[place]?.format)}`;
  if (place === 0) return html`<th scope="row">${text}</th>`;
  return typeof cell === 'string'
    ? html`<td>${text}</td>`
    : html`<td class="number">${cell === null ? NO_VALUE : text}</td>`;
}

/** Of a heading above numbers. */
function numeric(rows: TableBlock['rows'], place: number): Html | undefined {
  const numbers = place > 0 && rows.every((row) => typeof row[place] !== 'string');
  return numbers ? html` class="number"` : undefined;
}
