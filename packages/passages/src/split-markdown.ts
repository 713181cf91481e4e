import type { Document, Metadata } from '@tsr/core';
import { type Boundary, cutSpan } from './cut-span.ts';
import { frontMatter } from './front-matter.ts';
import { budgetOf, type Limits, packSpans } from './pack-spans.ts';
import { checkedSource, limitsOf, type PassageOptions, type SourceText } from './passage-options.ts';
import { type Cut, passagesOf } from './passages-of.ts';
import { type Block, scanMarkdown } from './scan-markdown.ts';
import { type Section, sectionsOf } from './sections.ts';
import { createSlugger } from './slugs.ts';
import { utf8Length } from './well-formed.ts';

/**
 * Passages of Markdown: one a section, named as GitHub names its heading, `docs/auth.md#configure-oauth2`. A section
 * over the maximum is cut between blocks, else at sentences or lines; its parts are `#configure-oauth2`,
 * `#configure-oauth2~2`, …. What stands before the first heading is `<source>#`, then `#~2`, ….
 *
 * `title` is the path of headings, "Guide > Authentication > Configure OAuth2"; the content begins below the heading.
 * `metadata` has front matter's scalars and arrays of scalars, `path`, `title` (of the document) and `headings`.
 * Front matter that cannot be read is told by `metadata.frontMatter: 'unreadable'`, and stays in the text.
 *
 * @throws TypeError or RangeError for a source or options that are not as said there.
 */
export function splitMarkdown(source: SourceText, options: PassageOptions = {}): readonly Document[] {
  const checked = checkedSource(source);
  const { text } = checked;
  const limits = limitsOf(options);
  const begin = text.startsWith('\uFEFF') ? 1 : 0;
  const front = frontMatter(text, begin);
  const blocks = scanMarkdown(text, front?.values ? front.end : begin);
  const sections = sectionsOf(text, blocks, createSlugger(LONGEST_ID - utf8Length(`${checked.id}#`) - ROOM_FOR_PART));
  const about = aboutDocument(checked, front, sections);
  return passagesOf(
    checked,
    sections.flatMap((section) => cutsOf(text, section, limits, about)),
  );
}

const LONGEST_ID = 512;
const ROOM_FOR_PART = 10;

/** Where blocks too long for a passage are cut. */
const BOUNDARIES: Readonly<Record<'prose' | 'lined', readonly Boundary[]>> = {
  prose: ['sentences', 'lines', 'words'],
  lined: ['lines', 'sentences', 'words'],
};
const LINED: readonly Block['kind'][] = ['code', 'table', 'html'];

/** What all passages of a document say of it. */
interface About {
  readonly title: string | undefined;
  readonly metadata: Metadata;
}

function aboutDocument(
  { title, path }: SourceText,
  front: { readonly values: Metadata | undefined } | undefined,
  sections: readonly Section[],
): About {
  const values = front?.values ?? {};
  const given = typeof values.title === 'string' && values.title.trim() !== '' ? values.title.trim() : title;
  const shown = given ?? sections.find(({ path }) => path.length > 0)?.path[0];
  const metadata = {
    ...values,
    ...(front && !front.values ? { frontMatter: 'unreadable' } : {}),
    ...(path === undefined ? {} : { path }),
    ...(shown ? { title: shown } : {}),
  };
  return { title: given, metadata };
}

function cutsOf(text: string, section: Section, limits: Limits, about: About): readonly Cut[] {
  const spans = section.blocks.flatMap((block) =>
    cutSpan(text, block, budgetOf(limits), LINED.includes(block.kind) ? BOUNDARIES.lined : BOUNDARIES.prose),
  );
  const { path, slug } = section;
  const title = (about.title && path[0] !== about.title ? [about.title, ...path] : path).join(' > ');
  const metadata = path.length === 0 ? about.metadata : { ...about.metadata, headings: path };
  return packSpans(text, spans, limits).map(({ start, end }, index) => ({
    name: index === 0 ? slug : `${slug}~${index + 1}`,
    start,
    end,
    title,
    metadata,
  }));
}
