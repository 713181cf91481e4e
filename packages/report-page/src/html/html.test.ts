import { expect, test } from 'vitest';
import { formatTick, formatValue } from './format-value.ts';
import { escaped, html } from './html.ts';
import { printable, shortened } from './printable.ts';

test('texts in a template are escaped, HTML in it is not', () => {
  const row = html`<td title="${'"><script>'}">${"<b> & '"}</td>`;
  expect(row.markup).toBe('<td title="&#34;&#62;&#60;script&#62;">&#60;b&#62; &#38; &#39;</td>');
  expect(html`<tr>${[row, row]}${undefined}${3}</tr>`.markup).toBe(`<tr>${row.markup}${row.markup}3</tr>`);
});

test('direction marks are named, and control characters and halves of characters replaced', () => {
  expect(printable('a\u202egpj.exe\u2069\u200f')).toBe('a⟨U+202E⟩gpj.exe⟨U+2069⟩⟨U+200F⟩');
  expect(printable('a\u0000b\u001b[31m\u0085\ud800c\uffff')).toBe('a�b�[31m��c�');
  expect(printable('two\nlines\tעברית 日本語 👩‍🔬')).toBe('two\nlines\tעברית 日本語 👩‍🔬');
  expect(escaped('\u202e<')).toBe('⟨U+202E⟩&#60;');
});

test('long texts are cut between characters', () => {
  expect(shortened('👍👍👍👍', 3)).toBe('👍👍…');
  expect(shortened('four', 4)).toBe('four');
  expect(shortened('two\n lines\u202e', 30)).toBe('two lines⟨U+202E⟩');
  expect(shortened('x'.repeat(1e6), 5)).toBe('xxxx…');
});

test('numbers are written for people', () => {
  expect([1234.5678, 0.000123456, 0, null, undefined].map((value) => formatValue(value))).toEqual([
    ...['1,234.57', '0.000123', '0', '–', '–'],
  ]);
  expect([formatValue(0.1234, 'share'), formatValue(1.318, 'times')]).toEqual(['12.3%', '1.32×']);
  expect([1.234, 312.84, 0.0123].map((value) => formatValue(value, 'milliseconds'))).toEqual([
    ...['1.23 ms', '312.8 ms', '0.0123 ms'],
  ]);
  expect([formatTick(0.1 + 0.2, 'share'), formatTick(0.30000000000000004)]).toEqual(['30%', '0.3']);
});
