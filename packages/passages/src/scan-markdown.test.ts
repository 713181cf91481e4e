import { type Node, Parser } from 'commonmark';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanMarkdown } from './scan-markdown.ts';

const NAMES: Readonly<Record<string, string>> = {
  heading: 'heading',
  code_block: 'code',
  html_block: 'html',
  block_quote: 'quote',
  item: 'item',
  thematic_break: 'rule',
};

/** Blocks of the outermost level with their lines, by the reference implementation. Paragraphs are left out. */
function referenceBlocks(text: string): readonly string[] {
  return childrenOf(new Parser().parse(text))
    .flatMap((node) => (node.type === 'list' ? childrenOf(node) : [node]))
    .filter(({ type }) => NAMES[type] !== undefined)
    .map((node) => `${NAMES[node.type]}${node.type === 'heading' ? node.level : ''} ${node.sourcepos[0][0]}`);
}

function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (let child = node.firstChild; child; child = child.next) children.push(child);
  return children;
}

function ourBlocks(text: string): readonly string[] {
  return scanMarkdown(text)
    .filter(({ kind }) => kind !== 'paragraph')
    .map(({ kind, depth, start }) => `${kind}${depth ?? ''} ${text.slice(0, start).split('\n').length}`);
}

const INDENTS = ['', '', '', ' ', '  ', '   ', '    ', '      ', '\t'];
const STARTS = ['', '', '> ', '>', '- ', '* ', '+', '1. ', '2) ', '- - ', '> - ', '10. ', '-     ', '1.    '];
const RESTS = [
  'word',
  'two words',
  '',
  '# h',
  '## h ##',
  '###',
  '#no',
  '```',
  '````',
  '~~~ js',
  '``` a`b',
  '---',
  '===',
  '-',
  '- - -',
  '***',
  '__',
  '<!-- c',
  '-->',
  '<div>',
  '</div>',
  '<b>',
  '<script>',
  '</script> x',
  '<?php',
  '?>',
  '<i',
  '\\# x',
  '[a]: b',
  '<!-- c -->',
];
const line = fc
  .tuple(...[INDENTS, STARTS, RESTS].map((parts) => fc.constantFrom(...parts)))
  .map((parts) => parts.join(''));

describe('scanMarkdown', () => {
  it('finds the blocks that the reference implementation of CommonMark finds, in any mixture of lines', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const text = lines.join('\n');
        expect(ourBlocks(text)).toEqual(referenceBlocks(text));
      }),
      { seed: 11, numRuns: 3_000 },
    );
  });
});
