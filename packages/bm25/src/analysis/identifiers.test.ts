import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnalyzer } from './analyzer.ts';
import { segmentWords } from './segment-words.ts';

const analyzer = createAnalyzer({ identifiers: true });
const plain = createAnalyzer({ language: 'none', identifiers: true });

/** Whether they share a term. */
const finds = (query: string, document: string): boolean => {
  const held = new Set(analyzer.terms(document));
  return analyzer.terms(query).some((term) => held.has(term));
};

describe('an analyzer of identifiers', () => {
  test.each([
    ['getUserById', ['getuserbyid', 'get', 'user', 'by', 'id']],
    ['max_connections', ['max_connections', 'max', 'connections']],
    ['v2.1.3', ['v2.1.3', 'v2', '2', '1', '3']],
    ['OAuth2', ['oauth2', 'oauth', '2']],
    ['OAuth 2.0', ['oauth', '2.0', '2', '0']],
    ['HTTPServer', ['httpserver', 'http', 'server']],
    ['parseURLs userIDs', ['parseurls', 'parse', 'urls', 'userids', 'user', 'ids']],
    ['foo-bar', ['foo-bar', 'foo', 'bar']],
    ['a/b/c.ts', ['a/b/c.ts', 'a', 'b', 'c', 'ts']],
    ['server.max_size', ['server.max_size', 'server', 'max_size', 'max', 'size']],
    ['std::vector obj->size', ['std::vector', 'std', 'vector', 'obj->size', 'obj', 'size']],
    ['--dry-run -v', ['dry-run', 'dry', 'run', 'v']],
    ['E1234 SHA256 IPv4', ['e1234', '1234', 'sha256', 'sha', '256', 'ipv4', 'ipv', '4']],
    ['C++ and C#.', ['c++', 'c', 'and', 'c#', 'c']],
    ['.NET, ASP.NET', ['.net', 'net', 'asp.net', 'asp', 'net']],
    ['The end. Next... one', ['the', 'end', 'next', 'one']],
    ['me@example.com', ['me@example.com', 'me', 'example', 'com']],
    ['MAX lower Title', ['max', 'lower', 'title']],
    ["don't user's", ["don't", "user's"]],
    ['設定_foo OAuth2設定', ['設定', 'foo', 'oauth2', 'oauth', '2', '設定']],
  ])('makes terms of %j', (text, terms) => expect(plain.terms(text)).toEqual(terms));

  test.each([
    ['oauth 2', 'OAuth2'],
    ['OAuth2', 'oauth 2'],
    ['OAuth2', 'OAuth 2.0'],
    ['getuserbyid', 'getUserById'],
    ['get the user by id', 'getUserById'],
    ['MAX_CONNECTIONS', 'server.max_connections'],
    ['configuring', 'configureClient'],
    ['C++', 'c++11'],
    ['dry-run', '--dry-run'],
  ])('lets %j find %j, and the other way round', (query, document) => {
    expect(finds(query, document)).toBe(true);
    expect(finds(document, query)).toBe(true);
  });

  test('finds by the parts, both ways', () => {
    expect(analyzer.terms('oauth 2')).toEqual(['oauth', '2']);
    expect(analyzer.terms('OAuth2')).toEqual(expect.arrayContaining(['oauth', '2']));
    expect(analyzer.terms('OAuth 2.0')).toEqual(expect.arrayContaining(['oauth', '2']));
  });

  test('stems the parts of a name with signs, but not the whole', () => {
    expect(analyzer.terms('max_connections')).toEqual(['max_connections', 'max', 'connect']);
  });

  test('drops a stop word as a part, but not as the whole name or within it', () => {
    expect(analyzer.terms('getUserById isNot is_not')).toEqual(['getuserbyid', 'get', 'user', 'id', 'isnot', 'is_not']);
  });

  test('gives names and parts their places', () => {
    const text = 'See server.maxSize, C++!';
    expect(plain.tokens(text).map(({ term, start, end }) => [term, text.slice(start, end)])).toEqual([
      ['see', 'See'],
      ['server.maxsize', 'server.maxSize'],
      ['server', 'server'],
      ['maxsize', 'maxSize'],
      ['max', 'max'],
      ['size', 'Size'],
      ['c++', 'C++'],
      ['c', 'C'],
    ]);
  });

  test('is off unless asked for, and shows in the name', () => {
    expect(createAnalyzer().terms('getUserById')).toEqual(['getuserbyid']);
    expect(createAnalyzer({ identifiers: false }).name).toBe(createAnalyzer().name);
    expect(analyzer.name).not.toBe(createAnalyzer().name);
    const create = () => createAnalyzer({ identifiers: 'yes' as unknown as boolean });
    expect(create).toThrow('identifiers is "yes"');
  });

  test('loses no word, stays within the text and goes forward, whatever the text', () => {
    const piece = fc.constantFrom(
      'get',
      'User',
      'HTTP',
      '2',
      '.',
      '_',
      '-',
      '::',
      '++',
      '#',
      ' ',
      "'",
      'é',
      '設',
      '\ud800',
    );
    const names = fc.array(piece, { maxLength: 15 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.oneof(names, fc.string({ unit: 'binary' })), (text) => {
        const tokens = plain.tokens(text);
        expect(plain.terms(text)).toEqual(tokens.map(({ term }) => term));
        const places = new Set(tokens.map(({ start, end }) => `${start}-${end}`));
        const words = createAnalyzer({ language: 'none' }).tokens(text);
        expect(words.every(({ start, end }) => places.has(`${start}-${end}`))).toBe(true);
        expect(words.length).toBeLessThanOrEqual(segmentWords(text).length);
        for (const [index, { term, start, end }] of tokens.entries()) {
          expect(term).not.toBe('');
          expect(start).toBeGreaterThanOrEqual(tokens[index - 1]?.start ?? 0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
