import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString as textOf } from 'mdast-util-to-string';

const INLINE_SYNTAX = /[\\`*_[\]<>&!]/g;
/** A heading with more than this is taken as it is written: its inline syntax could take long to read. */
const MOST_SYNTAX = 50;
/** Headings read at a time. */
const BATCH = 200;

/** The texts a reader sees of headings: without emphasis, links, images and HTML, each on one line. */
export function headingTexts(labels: readonly string[]): readonly string[] {
  const texts = labels.map((label) => label.trim().replace(/\s+/g, ' '));
  const parsed = [...texts.entries()].filter(([, text]) => hasInlineSyntax(text));
  for (let from = 0; from < parsed.length; from += BATCH) {
    const batch = parsed.slice(from, from + BATCH);
    const { children } = fromMarkdown(batch.map(([, text]) => `# ${text} #`).join('\n'));
    for (const [index, [position]] of batch.entries()) texts[position] = shownText(children[index]);
  }
  return texts;
}

function hasInlineSyntax(text: string): boolean {
  const count = text.match(INLINE_SYNTAX)?.length ?? 0;
  return count > 0 && count <= MOST_SYNTAX;
}

/** Images say nothing where there are words beside them. */
function shownText(heading: unknown): string {
  const words = textOf(heading, { includeImageAlt: false, includeHtml: false });
  return (words.trim() === '' ? textOf(heading) : words).replace(/\s+/g, ' ').trim();
}
