import { describe, expect, test } from 'vitest';
import { renderPage } from './render-page.ts';
import type { BarsBlock, Block, FlowBlock, LinesBlock, ReportPage, TableBlock } from './report-page.ts';
import { samplePage } from './sample-page.fixture.ts';

const pageOf = (...blocks: readonly Block[]): ReportPage => ({ title: 't', sections: [{ heading: 'h', blocks }] });
const rendered = (...blocks: readonly Block[]): string => renderPage(pageOf(...blocks));
const count = (text: string, part: RegExp): number => text.match(new RegExp(part, 'g'))?.length ?? 0;

const bars: BarsBlock = {
  kind: 'bars',
  title: 'bars',
  categoryLabel: 'range',
  categories: ['a', 'b'],
  valueLabel: 'share',
  series: [{ name: 'one', values: [0.5, null] }],
};
const lines: LinesBlock = {
  kind: 'lines',
  title: 'lines',
  x: { label: 'x' },
  y: { label: 'y' },
  series: [{ name: 'one', points: [[1, 2]] }],
};
const flow: FlowBlock = {
  kind: 'flow',
  title: 'flow',
  countLabel: 'results',
  from: { label: 'from', ranges: ['a'] },
  to: { label: 'to', ranges: ['b'] },
  counts: [[3]],
};
const table: TableBlock = { kind: 'table', caption: 'c', columns: [{ label: 'id' }, { label: 'n' }], rows: [['a', 1]] };

describe('a page', () => {
  const page = renderPage(samplePage);

  test('has every block, each plot twice and named, with its numbers in a table', () => {
    expect(count(page, /<svg class="plot"|<svg [^>]*role="img"/)).toBe(8);
    expect(count(page, /<figure>/)).toBe(4);
    expect(count(page, /<table>/)).toBe(5);
    expect(count(page, /<th scope="row">/)).toBe(5 + 3 + 5 + 8 + 2);
    expect(page).toContain('aria-label="From stage-1 ranks to final ranks"');
    expect(page).toContain('<title>4-10, without reranking'.replace('4-10, ', '1-10, '));
    expect(page).toContain('60.1% to 64.4%');
  });

  test('has no script, names nothing to load, and forbids both', () => {
    expect(page).not.toMatch(/<script|<iframe|<object|<embed|<img|@import|javascript:|\son\w+=/i);
    expect([...page.matchAll(/(?:href|src)="([^"]*)"/g)].every(([, to]) => /^(#|data:,$)/.test(to!))).toBe(true);
    expect(page).not.toMatch(/url\((?!#)/);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline';`);
  });

  test('is the same twice, and has nothing that is not a number', () => {
    expect(renderPage(samplePage)).toBe(page);
    expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });
});

describe('hostile texts', () => {
  const evil = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)>&amp;\u202egnp.exe\u0000';
  const hostile: ReportPage = {
    title: evil,
    subtitle: evil,
    sections: [
      {
        heading: evil,
        intro: evil,
        blocks: [
          { kind: 'figures', figures: [{ label: evil, value: evil, note: evil }] },
          { kind: 'text', paragraphs: [evil] },
          { ...table, caption: evil, columns: [{ label: evil }], rows: [[evil], ['x'.repeat(100_000)]] },
          {
            ...bars,
            title: evil,
            description: evil,
            categories: [evil, `${evil}2`],
            categoryLabel: evil,
            valueLabel: evil,
            series: [{ name: evil, values: [1, 2], intervals: [[0, 1], null] }],
            baselines: [{ name: evil, values: [1, 1] }],
          },
          { ...lines, title: evil, x: { label: evil }, y: { label: evil }, series: [{ name: evil, points: [[1, 1]] }] },
          {
            ...flow,
            title: evil,
            countLabel: evil,
            from: { label: evil, ranges: [evil] },
            to: { label: evil, ranges: [evil] },
            out: { label: evil, counts: [1] },
          },
        ],
      },
    ],
    data: { evil, close: '</pre></details><script>' },
  };
  const page = renderPage(hostile);

  test('are shown, never obeyed', () => {
    expect(page).not.toMatch(/<script|<img|\u202e/i);
    expect(page.includes('\u0000')).toBe(false);
    const tags = [...page.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
    expect(tags.filter((tag) => /onerror|alert/.test(tag.replace(/"[^"]*"/g, '')))).toEqual([]);
    expect(page).toContain('<title>&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#39;&#62;&#60;img');
    expect(page).toContain('⟨U+202E⟩gnp.exe');
  });

  test('leave as data what came as data', () => {
    const shown = /<pre id="data"[^>]*>([\s\S]*?)<\/pre>/.exec(page)![1]!;
    const text = shown.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    expect(JSON.parse(text)).toEqual(hostile.data);
  });
});

describe('odd amounts', () => {
  test('nothing to show is said', () => {
    const none = [
      { ...bars, categories: [], series: [{ name: 'one', values: [] }] },
      { ...bars, series: [] },
      { ...lines, series: [{ name: 'one', points: [] }] },
      { ...flow, counts: [[0]] },
    ];
    expect(count(rendered(...none), /Nothing to show\./)).toBe(4);
    expect(rendered({ ...table, rows: [] })).toContain('<tbody></tbody>');
    expect(renderPage({ title: 't', sections: [] })).toContain('<h1>t</h1>');
  });

  test('one value, equal values and zeros are drawn', () => {
    for (const values of [
      [0, 0],
      [1, 1],
      [-3, 2],
      [1e-12, 1e12],
    ]) {
      expect(rendered({ ...bars, series: [{ name: 'one', values }] })).not.toMatch(/NaN|Infinity/);
    }
    for (const y of [0, -2, 1e9]) {
      expect(rendered({ ...lines, series: [{ name: 'one', points: [[5, y]] }] })).not.toMatch(/NaN|Infinity/);
    }
  });

  test('of 10,000 rows, 500 are shown, and how many there are', () => {
    const page = rendered({ ...table, rows: Array.from({ length: 10_000 }, (_, i) => [`d${i}`, i]) });
    expect(page).toContain('The first 500 of 10000 rows.');
    expect(count(page, /<tr>/)).toBe(501);
  });

  test('10,000 points are a line in less than a megabyte', () => {
    const points = Array.from({ length: 10_000 }, (_, i): [number, number] => [i, Math.sin(i / 500)]);
    expect(rendered({ ...lines, series: [{ name: 'one', points }] }).length).toBeLessThan(1_000_000);
  });
});

describe('what cannot be drawn is refused by name', () => {
  const refused: readonly (readonly [string, Block, RegExp])[] = [
    [
      'NaN in bars',
      { ...bars, series: [{ name: 'one', values: [Number.NaN, 1] }] },
      /value of "one" is NaN; pass a finite/,
    ],
    ['too few values', { ...bars, series: [{ name: 'one', values: [1] }] }, /values of "one" has 1 entries; pass 2/],
    [
      'an interval upside down',
      { ...bars, series: [{ name: 'one', values: [1, 1], intervals: [[2, 1], null] }] },
      /interval of "one" is \[2,1\]/,
    ],
    ['a category twice', { ...bars, categories: ['a', 'a'] }, /categories of "bars" hold "a" twice/],
    [
      '10,000 categories',
      { ...bars, categories: Array.from({ length: 10_000 }, (_, i) => `c${i}`), series: [] },
      /categories of "bars" are 10000; pass at most 200: put them into fewer/,
    ],
    ['infinite points', { ...lines, series: [{ name: 'one', points: [[1, Infinity]] }] }, /y of "one" is Infinity/],
    [
      '0 on a logarithm',
      { ...lines, x: { label: 'x', log: true }, series: [{ name: 'one', points: [[0, 1]] }] },
      /above 0/,
    ],
    ['negative counts', { ...flow, counts: [[-1]] }, /count of "flow" is -1/],
    ['a row too short', { ...table, rows: [['a']] }, /row 1 of "c" has 1 entries; pass 2/],
    ['NaN in a table', { ...table, rows: [['a', Number.NaN]] }, /row 1 of "c" is NaN/],
    [
      'an unknown kind',
      { kind: 'pie' } as unknown as Block,
      /its kind is one of figures, text, table, bars, lines, flow/,
    ],
  ];

  test.each(refused)('%s', (_, block, message) => {
    expect(() => rendered(block)).toThrow(message);
    expect(() => rendered(block)).toThrow(expect.objectContaining({ code: 'TSR_INVALID_ARGUMENT' }));
  });

  test('a page that is none', () => {
    expect(() => renderPage(null as unknown as ReportPage)).toThrow('report-page: page is null; pass a ReportPage');
    expect(() => renderPage({ title: 3, sections: [] } as unknown as ReportPage)).toThrow('title is 3; pass a string');
  });
});
