/** Where a block of HTML ends: after a line that has this, or before a blank line. */
export type HtmlEnd = RegExp | 'blank';

const BLOCK_NAMES =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|' +
  'fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|' +
  'menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|' +
  'track|ul';

const STARTS: readonly (readonly [RegExp, HtmlEnd])[] = [
  [/^<(?:script|pre|textarea|style)(?:\s|>|$)/i, /<\/(?:script|pre|textarea|style)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![a-z]/i, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [new RegExp(`^</?(?:${BLOCK_NAMES})(?:\\s|/?>|$)`, 'i'), 'blank'],
];

const NAME = '[A-Za-z][A-Za-z0-9-]*';
const ATTRIBUTE = `\\s+[A-Za-z_:][\\w:.-]*(?:\\s*=\\s*(?:[^\\s"'=<>\`]+|'[^']*'|"[^"]*"))?`;
const LONE_TAG = new RegExp(`^<(?:${NAME}(?:${ATTRIBUTE})*\\s*/?|/${NAME}\\s*)>\\s*$`);
const LONGEST_TAG = 2_000;

/** The end of the block of HTML that the line starts, if it starts one. Only some kinds may end a paragraph. */
export function htmlOpening(line: string, insideParagraph: boolean): HtmlEnd | undefined {
  if (line[0] !== '<') return undefined;
  const known = STARTS.find(([start]) => start.test(line));
  if (known) return known[1];
  return !insideParagraph && line.length <= LONGEST_TAG && LONE_TAG.test(line) ? 'blank' : undefined;
}

export function closesHtml(line: string, end: HtmlEnd): boolean {
  return end !== 'blank' && end.test(line);
}
