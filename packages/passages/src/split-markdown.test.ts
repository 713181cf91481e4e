import { describe, expect, it } from 'vitest';
import { splitMarkdown } from './split-markdown.ts';

const split = (text: string, options = {}) => splitMarkdown({ id: 'docs/a.md', text }, options);
const idsOf = (text: string) => split(text).map(({ id }) => id);
const words = (count: number, word = 'word') => Array.from({ length: count }, (_, i) => `${word}${i}`).join(' ');

describe('splitMarkdown', () => {
  it('makes a passage of each section, named and titled by its headings', () => {
    const text =
      '# Guide\n\nStart here.\n\n## Configure *OAuth2*\n\nSet `issuer`.\n\n### Scopes\nAsk.\n\n## End\nBye.\n';
    expect(split(text).map(({ id, title, content }) => [id, title, content])).toEqual([
      ['docs/a.md#guide', 'Guide', 'Start here.'],
      ['docs/a.md#configure-oauth2', 'Guide > Configure OAuth2', 'Set `issuer`.'],
      ['docs/a.md#scopes', 'Guide > Configure OAuth2 > Scopes', 'Ask.'],
      ['docs/a.md#end', 'Guide > End', 'Bye.'],
    ]);
  });

  it('says where each passage came from', () => {
    const text = '# A\n\none\n\n# B\n\ntwo\n';
    const passages = splitMarkdown({ id: 'a', text, path: 'x/a.md' });
    expect(passages.map(({ source }) => source)).toEqual([
      { id: 'a', index: 0, start: 5, end: 8 },
      { id: 'a', index: 1, start: 15, end: 18 },
    ]);
    expect(passages[1]?.metadata).toEqual({ path: 'x/a.md', title: 'A', headings: ['B'] });
  });

  it('names repeated, nameless and underlined headings as GitHub does, and text before the first `#`', () => {
    const text = 'intro\n\nSetup\n=====\na\n\n## Setup\nb\n\n## Setup\nc\n\n## !!!\nd\n\n## 你好 World_x\ne\n';
    const names = ['', 'setup', 'setup-1', 'setup-2', 'section', '你好-world_x'];
    expect(idsOf(text)).toEqual(names.map((name) => `docs/a.md#${name}`));
  });

  it('keeps a heading without text in the titles below it, or for itself where nothing is below', () => {
    const text = '# Top\n## Middle\n### Low\nbody\n## Lonely\n';
    expect(split(text).map(({ title, content }) => [title, content])).toEqual([
      ['Top > Middle > Low', 'body'],
      ['Top > Lonely', '## Lonely'],
    ]);
  });

  it('finds no headings in code, comments, quotes and lists', () => {
    const text = '# A\n```sh\n# no\n```\n<!--\n# no\n-->\n> # no\n\n- # no\n\n      # no\n';
    expect(idsOf(text)).toEqual(['docs/a.md#a']);
    expect(split(text)[0]?.content).toContain('```sh\n# no\n```');
  });

  it('reads a byte order mark, CRLF, CR and tables', () => {
    expect(idsOf('\uFEFF# A\r\n\r\none\r\n\r\nB\r\n---\r\ntwo\r\n')).toEqual(['docs/a.md#a', 'docs/a.md#b']);
    expect(idsOf('# A\rone\r# B\rtwo')).toEqual(['docs/a.md#a', 'docs/a.md#b']);
    expect(idsOf('# A\n| a | b |\n|---|---|\n| 1 | 2 |\n---\nend')).toEqual(['docs/a.md#a']);
  });

  it('gives nothing for what is blank, a comment or front matter alone', () => {
    for (const text of ['', ' \n\t\n', '<!-- x -->\n\n---\n', '---\ntitle: T\n---\n', '#\n', '\uFEFF']) {
      expect(split(text)).toEqual([]);
    }
  });

  it('cuts a long section between blocks, into parts of about equal length', () => {
    const text = `# A\n\n${[0, 1, 2, 3, 4, 5].map((i) => words(60, `p${i}w`)).join('\n\n')}\n`;
    const passages = split(text);
    expect(passages.map(({ id }) => id)).toEqual(['docs/a.md#a', 'docs/a.md#a~2']);
    expect(passages.map(({ content }) => content.split(/\s+/).length)).toEqual([180, 180]);
    expect(passages[1]?.content.startsWith('p3w0 ')).toBe(true);
  });

  it('keeps a section within the maximum whole', () => {
    expect(split(`# A\n\n${words(100)}\n\n${words(150)}`).length).toBe(1);
  });

  it('cuts code at lines, prose at sentences, and a word without end between characters', () => {
    const code = Array.from({ length: 100 }, (_, i) => `call(${i}, second, third, fourth)`).join('\n');
    for (const { content } of split(`# A\n\`\`\`\n${code}\n\`\`\`\n`).slice(1, -1)) {
      expect(content).toMatch(/^call\(.*\)$/s);
    }
    const prose = Array.from({ length: 100 }, (_, i) => `Sentence ${i} has a few words.`).join(' ');
    for (const { content } of split(`# A\n${prose}`)) expect(content).toMatch(/^Sentence .*\.$/s);
    const parts = split('😀'.repeat(3_000), { maxCharacters: 101 });
    expect(parts.map(({ content }) => content).join('')).toBe('😀'.repeat(3_000));
    expect(parts.every(({ content }) => content.length === 100 || content.length === 0)).toBe(true);
  });

  it('repeats words of the passage before where asked', () => {
    const passages = split(`# A\n${words(600)}\n`, { overlapWords: 20 });
    const contents = passages.map(({ content }) => content.split(' '));
    expect(passages.length).toBeGreaterThan(2);
    for (const [index, content] of contents.slice(1).entries()) {
      expect(content.slice(0, 20)).toEqual(contents[index]?.slice(-20));
      expect(content.length).toBeLessThanOrEqual(256);
    }
  });

  it('puts the scalars and lists of front matter into the metadata, and its title first', () => {
    const front =
      '---\ntitle: "The Guide"\nyear: 2024\ndraft: false\ntags: [a, b]\ndeep: { x: 1 }\n__proto__: x\n---\n';
    const [first, second] = split(`${front}intro\n\n## Setup\ntext\n`);
    expect(first).toMatchObject({ id: 'docs/a.md#', title: 'The Guide', content: 'intro' });
    expect(second?.title).toBe('The Guide > Setup');
    const own = { title: 'The Guide', headings: ['Setup'] };
    expect({ ...second?.metadata }).toEqual({ year: 2024, draft: false, tags: ['a', 'b'], ...own, ['__proto__']: 'x' });
  });

  it('reads inline syntax of headings as GitHub does for names and titles', () => {
    const text = '# `a_b` [link](x.md) <a name="n"></a>\none\n## ![alt](i.png)\ntwo\n## A &amp; B \\# #\nthree\n';
    expect(split(text).map(({ id, title }) => [id, title])).toEqual([
      ['docs/a.md#a_b-link', 'a_b link'],
      ['docs/a.md#alt', 'a_b link > alt'],
      ['docs/a.md#a--b-', 'a_b link > A & B #'],
    ]);
  });

  it('does not say a title twice where the first heading is the title', () => {
    expect(split('---\ntitle: Guide\n---\n# Guide\n## Setup\ntext\n')[0]?.title).toBe('Guide > Setup');
  });

  it.each([
    ['cut short', 'a: ['],
    ['no YAML', 'a: b: c'],
    ['a list', '- list'],
    ['too deep', '['.repeat(20_000)],
    ['without its anchor', 'a: [*a, *b]'],
    ['too long', `x:${'y'.repeat(70_000)}`],
  ])('says that it could not read front matter that is %s, and keeps it as text', (_, yaml) => {
    const passages = split(`---\n${yaml}\n---\n\n# A\ntext\n`);
    expect(passages.at(-1)).toMatchObject({ id: 'docs/a.md#a', metadata: { frontMatter: 'unreadable' } });
    expect(passages.map(({ content }) => content).join('')).toContain(yaml.slice(0, 7));
  });

  it('shortens names that would not fit an id, and keeps them unique', () => {
    const id = 'd'.repeat(400);
    const text = `# ${'ä'.repeat(300)}\none\n# ${'ä'.repeat(300)}\ntwo\n# ${'ä'.repeat(301)}\nthree\n`;
    const ids = splitMarkdown({ id, text }).map((passage) => passage.id);
    expect(new Set(ids).size).toBe(3);
    for (const one of ids) expect(new TextEncoder().encode(one).length).toBeLessThanOrEqual(512);
  });

  it('keeps the words of a heading too long for a title', () => {
    const passages = split(`# ${words(2_000)}\n\n## B\ntext\n`);
    expect(passages.map(({ content }) => content).join(' ')).toContain('word1999');
    for (const { title } of passages) expect(title!.length).toBeLessThan(210);
  });

  it('refuses ids that cannot be ids, and limits that cannot be kept', () => {
    expect(() => splitMarkdown({ id: '', text: 'a' })).toThrow(/source id is ""/);
    expect(() => splitMarkdown({ id: '\ud800', text: 'a' })).toThrow(TypeError);
    expect(() => splitMarkdown({ id: 'ä'.repeat(201), text: 'a' })).toThrow(/has 402 bytes/);
    expect(() => splitMarkdown({ id: 'a', text: 1 as never })).toThrow(/text of "a" is 1/);
    for (const options of [{ maxWords: 0 }, { maxCharacters: 15 }, { overlapWords: 129 }, { targetWords: 257 }]) {
      expect(() => split('a', options)).toThrow(RangeError);
    }
  });
});

describe('splitMarkdown of what is made to hurt', () => {
  it.each(
    Object.entries({
      quotes: '>'.repeat(100_000),
      'quotes with spaces': '> '.repeat(50_000),
      brackets: '['.repeat(100_000),
      'a heading of brackets': `# ${'['.repeat(100_000)}`,
      'headings of brackets': `# ${'['.repeat(400)}\n`.repeat(300),
      'list markers': `${'- '.repeat(50_000)}x`,
      'deep list': Array.from({ length: 1_000 }, (_, i) => `${' '.repeat(2 * i)}- a`).join('\n'),
      'blank lines in a deep list': `${'- '.repeat(100)}a${'\n'.repeat(200_000)}`,
      'open comments': '<!--'.repeat(30_000),
      fences: '```\n'.repeat(50_001),
      'equal headings': '# h\n'.repeat(20_000),
      definitions: '[a]: b\n'.repeat(20_000),
      'open link': '[a\n'.repeat(50_000),
      'one underlined paragraph': `${'a\n'.repeat(100_000)}===\n`,
      'open tag': `<a${' b'.repeat(100_000)}`,
      stars: `${'* '.repeat(100_000)}x`,
      pipes: `${'|'.repeat(100_000)}\n${'|-'.repeat(50_000)}`,
      'full stops': '.'.repeat(300_000),
      quotation: `."`.repeat(150_000),
      NUL: '\0'.repeat(100_000),
      surrogates: '\ud800 a'.repeat(30_000),
      spaces: `a${' '.repeat(300_000)}b`,
    }),
  )('%s: passages within limits', (_, text) => {
    const passages = split(text);
    expect(passages.length).toBeGreaterThan(0);
    expect(passages.filter(({ content, title = '' }) => content.length > 2_000 || title.length > 1_300)).toEqual([]);
  });
});
