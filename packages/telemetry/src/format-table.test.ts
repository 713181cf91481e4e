import { describe, expect, it } from 'vitest';
import { displayWidth, formatTable } from './format-table.ts';

describe('formatTable', () => {
  it('makes columns as wide as their widest cell, and lines without spaces at the end', () => {
    const table = formatTable(
      [
        ['name', 'n', 'note'],
        ['a', '100', ''],
        ['long name', '7', 'x'],
      ],
      {
        align: ['left', 'right'],
      },
    );
    expect(table.split('\n')).toEqual(['name         n  note', 'a          100', 'long name    7  x']);
  });

  it('takes rows of any length and another gap', () => {
    expect(formatTable([['a'], [], ['b', 'c']], { gap: ' | ' })).toBe('a\n\nb | c');
  });

  it('counts what a terminal shows: wide characters twice, colours and accents not', () => {
    expect(displayWidth('概要')).toBe(4);
    expect(displayWidth('e\u0301\u001b[36mx\u001b[0m')).toBe(2);
    expect(
      formatTable([
        ['概要', 'x'],
        ['abcd', 'x'],
      ]),
    ).toBe('概要  x\nabcd  x');
  });
});
