import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SourceDocument, splitDocument } from './split-document.ts';
import { wellFormed } from './well-formed.ts';

const utf8 = new TextEncoder();
const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

const heading = fc.tuple(
  fc.constantFrom('# ', '## ', '### ', '###### '),
  fc.constantFrom('Setup', 'A b c', 'Ünï', '', '!'),
);
const piece = fc.oneof(
  heading.map((parts) => parts.join('')),
  fc.constantFrom('```', '> quote', '- item', '  more', '', '', '| a | b |', '| - | - |', '---', '\t code', '\uFEFF'),
  fc.lorem({ maxCount: 60 }),
  fc.lorem({ maxCount: 6, mode: 'sentences' }),
  fc.string({ unit: 'binary', maxLength: 80 }),
);
const source: fc.Arbitrary<SourceDocument> = fc.record({
  id: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  text: fc.tuple(fc.array(piece, { maxLength: 12 }), fc.constantFrom('\n', '\r\n', '\n\n')).map(([a, b]) => a.join(b)),
  format: fc.constantFrom('markdown', 'text'),
});
const limits = fc.record({
  targetWords: fc.integer({ min: 5, max: 20 }),
  maxWords: fc.integer({ min: 20, max: 40 }),
  maxCharacters: fc.integer({ min: 16, max: 200 }),
  overlapWords: fc.integer({ min: 0, max: 10 }),
});
const settings = { seed: 4, numRuns: 500 };

describe('splitDocument, whatever the text', () => {
  it('keeps within the limits', () => {
    fc.assert(
      fc.property(source, limits, (document, options) => {
        for (const { content } of splitDocument(document, options)) {
          expect(content.length).toBeLessThanOrEqual(options.maxCharacters);
          expect(content.trim()).not.toBe('');
          expect(content.split(/\s+/).length).toBeLessThanOrEqual(options.maxWords);
        }
      }),
      settings,
    );
  });

  it('gives slices of the text, in order, with unique well-formed ids of at most 512 bytes', () => {
    fc.assert(
      fc.property(source, limits, (document, options) => {
        const passages = splitDocument(document, options);
        const text = wellFormed(document.text);
        for (const [index, passage] of passages.entries()) {
          expect(passage.source).toMatchObject({ id: document.id, index });
          expect(passage.content).toBe(text.slice(passage.source!.start, passage.source!.end));
          expect(passage.id.startsWith(`${document.id}#`)).toBe(true);
          expect(utf8.encode(passage.id).length).toBeLessThanOrEqual(512);
          expect(wellFormed(passage.id + passage.title + passage.content)).toBe(
            passage.id + passage.title + passage.content,
          );
        }
        expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length);
      }),
      settings,
    );
  });

  it('loses no word', () => {
    fc.assert(
      fc.property(source, (document) => {
        const found = new Set(
          splitDocument(document).flatMap(({ title = '', content }) => wordsOf(`${title} ${content}`)),
        );
        expect(wordsOf(wellFormed(document.text)).filter((word) => !found.has(word))).toEqual([]);
      }),
      settings,
    );
  });

  it('gives the same for the same text, and leaves the input alone', () => {
    fc.assert(
      fc.property(source, (document) => {
        expect(splitDocument(Object.freeze(document))).toEqual(splitDocument({ ...document }));
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  it('refuses a format that it does not know', () => {
    expect(() => splitDocument({ id: 'a', text: 'a', format: 'html' as never })).toThrow(/format is "html"; give/);
  });
});
