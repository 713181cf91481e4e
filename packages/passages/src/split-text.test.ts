import { describe, expect, it } from 'vitest';
import { splitText } from './split-text.ts';

const paragraph = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i}`).join(' ');

describe('splitText', () => {
  it('keeps a short text whole and takes no syntax for special', () => {
    const text = '# not a heading\n\n\n---\n  last  \n';
    expect(splitText({ id: 'notes.txt', text, title: 'Notes', path: 'x/notes.txt' })).toEqual([
      {
        id: 'notes.txt#1',
        title: 'Notes',
        content: '# not a heading\n\n\n---\n  last',
        metadata: { path: 'x/notes.txt', title: 'Notes' },
        source: { id: 'notes.txt', index: 0, start: 0, end: 28 },
      },
    ]);
  });

  it('joins paragraphs up to the target, and cuts between them', () => {
    const text = ['a', 'b', 'c', 'd'].map((name) => paragraph(name, 90)).join('\r\n \t\r\n');
    const passages = splitText({ id: 'n', text });
    expect(passages.map(({ id }) => id)).toEqual(['n#1', 'n#2']);
    expect(passages.map(({ content }) => content.slice(0, 2))).toEqual(['a0', 'c0']);
  });

  it('cuts Chinese, which has no spaces, at its full stops', () => {
    const sentence = `${'字'.repeat(49)}。`;
    const passages = splitText({ id: 'n', text: sentence.repeat(100) }, { maxCharacters: 510 });
    expect(passages.length).toBe(10);
    for (const { content } of passages) expect(content.endsWith('。')).toBe(true);
  });

  it('gives nothing for a blank text', () => {
    expect(splitText({ id: 'n', text: '\uFEFF \n\u00A0\n' })).toEqual([]);
  });
});
