import type { Document } from '@tsr/core';
import { describe, expect, test } from 'vitest';
import { createAnalyzer } from './analysis/index.ts';
import { type Bm25Index, createBm25Index, type TextRange } from './index.ts';

const documents: readonly Document[] = [
  {
    id: 'oauth2',
    title: 'Gateway and OAuth2',
    content: 'The gateway asks. Then OAuth2 tokens are issued by a server.',
  },
  { id: 'limits', content: 'Rate limits protect the gateway.' },
  { id: 'keys', content: 'Keys for the gateway.' },
];
const [oauth2] = documents as [Document];

const cut = (text: string, ranges: readonly TextRange[]) => ranges.map(({ start, end }) => text.slice(start, end));

/** What is shown of the document, as text. */
async function shown(index: Bm25Index, document: Document, query: string, windowLength = 20) {
  const { title, content } = await index.highlight(document, query, { windowLength });
  const [window] = cut(document.content, [content.window]);
  return { title: cut(document.title ?? '', title), content: cut(document.content, content.ranges), window };
}

describe('highlight', () => {
  test.each(['inverted', 'wink'] as const)('shows the rarer word where both do not fit: %s', async (engine) => {
    expect(await shown(createBm25Index({ documents, engine }), oauth2, 'gateway token')).toEqual({
      title: ['Gateway'],
      content: ['gateway', 'tokens'],
      window: 'OAuth2 tokens are',
    });
  });

  test('takes documents and words that the index does not hold', async () => {
    const other = { id: 'other', content: 'Nobody knows quokkas here, and gateways neither.' };
    expect(await shown(createBm25Index({ documents }), other, 'quokka gateway')).toEqual({
      title: [],
      content: ['quokkas', 'gateways'],
      window: 'knows quokkas here,',
    });
    expect((await createBm25Index().highlight(oauth2, 'token')).content.ranges).toHaveLength(1);
  });

  test('shows what signs, beginnings and slips of the pen stand for, and not what is refused', async () => {
    const analyzer = createAnalyzer({ stem: false });
    const index = createBm25Index({ documents, analyzer, operators: true, prefix: true, fuzzy: true });
    expect((await shown(index, oauth2, '+server -gateway tokns iss')).content).toEqual(['tokens', 'issued', 'server']);
    expect((await shown(index, oauth2, '-gateway')).content).toEqual([]);
  });

  test('shows the beginning for a blank query', async () => {
    expect((await shown(createBm25Index({ documents }), oauth2, ' ')).window).toBe('The gateway asks.');
  });
});
