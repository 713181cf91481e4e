import type { Html } from '../html/html.ts';
import { html } from '../html/html.ts';
import type { Block, FiguresBlock, TextBlock } from '../report-page.ts';
import { renderBars, renderFlow, renderLines } from './render-plots.ts';
import { renderTable } from './render-table.ts';

export function renderBlock(block: Block): Html {
  switch (block.kind) {
    case 'figures':
      return renderFigures(block);
    case 'text':
      return renderText(block);
    case 'table':
      return renderTable(block);
    case 'bars':
      return renderBars(block);
    case 'lines':
      return renderLines(block);
    case 'flow':
      return renderFlow(block);
  }
}

function renderFigures({ figures }: FiguresBlock): Html {
  const cards = figures.map(
    ({ label, value, note }) =>
      html`<div><dt>${label}</dt><dd><span class="value">${value}</span>${note && html`<span class="note">${note}</span>`}</dd></div>`,
  );
  return html`<dl class="figures">${cards}</dl>`;
}

function renderText({ paragraphs }: TextBlock): Html {
  return html`${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}`;
}
