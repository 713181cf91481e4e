import { printable } from './printable.ts';

/** A piece of HTML. Only `html` makes one, so that no text gets into a page unescaped. */
export interface Html {
  readonly markup: string;
}

export type HtmlValue = Html | string | number | readonly Html[] | undefined;

/** HTML of a template. Values are escaped texts, but for what is Html itself; `undefined` is nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return { markup: parts.reduce((markup, part, index) => markup + markupOf(values[index - 1]) + part) };
}

function markupOf(value: HtmlValue): string {
  if (value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
}

/** A text as it stands in HTML and SVG, in content and in quoted attributes. */
export function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** HTML that this package itself wrote: styles, and what its plots serialise. */
export function trusted(markup: string): Html {
  return { markup };
}
