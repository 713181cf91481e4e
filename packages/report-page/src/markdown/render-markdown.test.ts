import { expect, test } from 'vitest';
import { samplePage } from '../sample-page.fixture.ts';
import { renderMarkdown } from './render-markdown.ts';

test('a page becomes headings, lists and tables', () => {
  const lines = renderMarkdown(samplePage).split('\n');
  expect(lines.slice(0, 3)).toEqual([
    ...['# Where the final top 10 came from', '', '300 queries, 3,000 results of 30,000 candidates'],
  ]);
  expect(lines).toContain('- **62.3%** From stage-1 ranks 1-10 (60.1% to 64.4%)');
  expect(lines).toContain('| 1-10 | 62.3% | 60.1% to 64.4% | 100.0% | 10.0% |');
  expect(lines).toContain('| stage-1 rank | 1 | 2-3 | 4-10 | left the top 10 |');
  expect(lines).toContain('| --- | ---: | ---: | ---: | ---: |');
  expect(lines).toContain('| rerank learned | 12.34 ms | – |'.replace('12.34', '12.3'));
});

test('texts stay texts', () => {
  const evil = '# <b>|`x`|</b>\n\n- [a](javascript:1) ![i](x) \u202e$1$';
  const page = renderMarkdown({
    title: evil,
    sections: [{ heading: 'h', blocks: [{ kind: 'text', paragraphs: [evil] }] }],
  });
  const shown = '\\# \\<b\\>\\|\\`x\\`\\|\\</b\\> - \\[a\\](javascript:1) !\\[i\\](x) ⟨U+202E⟩\\$1\\$';
  expect(page).toBe(`# ${shown}\n\n## h\n\n${shown}\n`);
});
