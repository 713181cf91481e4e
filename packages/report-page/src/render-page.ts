import { renderBlock } from './blocks/render-block.ts';
import { checkPage } from './check-page.ts';
import { type Html, html, trusted } from './html/html.ts';
import { PAGE_STYLE } from './page-style.ts';
import type { PageSection, ReportPage } from './report-page.ts';

// Nothing is loaded and nothing runs, whatever is in the page: the empty icon keeps browsers from asking for one.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/**
 * One self-contained HTML page: no request, no script. It can be opened from disk, sent by mail, printed and read
 * aloud. Light or dark as the reader's system is, on wide and narrow screens. Each plot is SVG whose parts have titles
 * to hover, with its numbers in a table.
 *
 * @throws TypeError and RangeError (`TSR_INVALID_ARGUMENT`) for numbers that are none, rows of the wrong length, and
 *   plots of more than can be read.
 */
export function renderPage(page: ReportPage): string {
  checkPage(page);
  const { title, subtitle, sections, data } = page;
  const ids = sections.map((_, index) => `section-${index + 1}`);
  const links = sections.map(({ heading }, index) => html`<li><a href="#${ids[index]!}">${heading}</a></li>`);
  const contents = sections.length > 2 ? html`<nav aria-label="Contents"><ul>${links}</ul></nav>` : undefined;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(PAGE_STYLE)}</style>
</head>
<body>
<header><h1>${title}</h1>${subtitle && html`<p class="subtitle">${subtitle}</p>`}</header>
${contents}
<main>
${sections.map((section, index) => renderSection(section, ids[index]!))}${data === undefined ? undefined : renderData(data)}
</main>
</body>
</html>
`.markup;
}

function renderSection({ heading, intro, blocks }: PageSection, id: string): Html {
  const said = intro === undefined ? undefined : html`<p class="intro">${intro}</p>`;
  return html`<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${heading}</h2>${said}
${blocks.map(renderBlock)}</section>
`;
}

/** As JSON, ready to be selected and copied. */
function renderData(data: unknown): Html {
  return html`<details class="data"><summary>Data (JSON)</summary><pre id="data" tabindex="0">${jsonOf(data)}</pre></details>`;
}

// Escaped in JSON's own way, so that what is copied is what was given.
const UNSEEN = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/g;

function jsonOf(data: unknown): string {
  const named = (mark: string): string => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(data, null, 1).replace(UNSEEN, named);
}
