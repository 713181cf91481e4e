import { headingTexts } from './heading-texts.ts';
import type { Block } from './scan-markdown.ts';
import { measured } from './span.ts';

/** What stands under one heading, before the next one. */
export interface Section {
  /** Texts of the headings around it, outermost first; its own is last. Empty before the first heading. */
  readonly path: readonly string[];
  /** Never empty: without text of its own, a section is there for those below it only. */
  readonly blocks: readonly Block[];
  /** Unique name, empty before the first heading. */
  readonly slug: string;
}

/** Longer headings are cut in titles, and their section has them as text too. */
const LONGEST_IN_TITLE = 200;

interface Heading {
  readonly block: Block;
  readonly text: string;
  readonly depth: number;
  readonly slug: string;
}

/**
 * The sections of a document that have text. A heading without any whose words no section below it has in its path
 * stands for itself, so that they are not lost. Comments and rules alone are no text.
 */
export function sectionsOf(
  text: string,
  blocks: readonly Block[],
  slugOf: (heading: string) => string,
): readonly Section[] {
  const sections: Section[] = [];
  const headings = headingsOf(text, blocks, slugOf).values();
  let around: readonly Heading[] = [];
  let body: Block[] = [];
  const close = (next: number): void => {
    const own = around.at(-1);
    const kept = ownHeading(own, body, next, text);
    const content = withoutEdges(text, kept ? [kept, ...body] : body);
    const path = around.map((heading) => shownInTitle(heading.text)).filter((part) => part !== '');
    if (content.length > 0) sections.push({ path, blocks: content, slug: own?.slug ?? '' });
    body = [];
  };
  for (const block of blocks) {
    if (block.kind !== 'heading') {
      body.push(block);
      continue;
    }
    const heading = headings.next().value!;
    close(heading.depth);
    around = [...around.filter(({ depth }) => depth < heading.depth), heading];
  }
  close(0);
  return sections;
}

function headingsOf(text: string, blocks: readonly Block[], slugOf: (heading: string) => string): readonly Heading[] {
  const found = blocks.filter(({ kind }) => kind === 'heading');
  const texts = headingTexts(found.map(({ label }) => (label ? text.slice(label.start, label.end) : '')));
  return found.map((block, index) => {
    const shown = texts[index] ?? '';
    return { block, text: shown, depth: block.depth ?? 1, slug: slugOf(shown) };
  });
}

/** The heading itself, where its words would stand nowhere else. `next`: depth of the heading that comes after. */
function ownHeading(
  heading: Heading | undefined,
  body: readonly Block[],
  next: number,
  text: string,
): Block | undefined {
  if (!heading || heading.text === '') return undefined;
  const alone = withoutEdges(text, body).length === 0 && next <= heading.depth;
  return alone || heading.text.length > LONGEST_IN_TITLE ? heading.block : undefined;
}

function shownInTitle(heading: string): string {
  if (heading.length <= LONGEST_IN_TITLE) return heading;
  return `${[...heading.slice(0, LONGEST_IN_TITLE)].slice(0, -1).join('')}…`;
}

/** Without comments and rules at both ends. */
function withoutEdges(text: string, blocks: readonly Block[]): readonly Block[] {
  const hasText = (block: Block): boolean =>
    block.kind !== 'rule' && !isComment(text, block) && measured(text, block).words > 0;
  const first = blocks.findIndex(hasText);
  return first === -1 ? [] : blocks.slice(first, blocks.findLastIndex(hasText) + 1);
}

function isComment(text: string, { kind, start, end }: Block): boolean {
  if (kind !== 'html') return false;
  const html = text.slice(start, end).trim();
  return html.startsWith('<!--') && html.indexOf('-->') === html.length - 3;
}
