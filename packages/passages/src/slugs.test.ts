import { describe, expect, it } from 'vitest';
import { createSlugger } from './slugs.ts';
import { utf8Length } from './well-formed.ts';

describe('createSlugger', () => {
  it('never gives a name twice, whatever was asked before', () => {
    const slugOf = createSlugger(100);
    expect(['A b', 'a-b', 'A b-1', 'A b', '!', '?', 'Section'].map(slugOf)).toEqual([
      'a-b',
      'a-b-1',
      'a-b-1-1',
      'a-b-2',
      'section',
      'section-1',
      'section-2',
    ]);
  });

  it('keeps every name within the bytes, however often a long heading comes', () => {
    const slugOf = createSlugger(40);
    const names = Array.from({ length: 300 }, (_, i) => slugOf(i % 2 ? 'long '.repeat(30) : '語😀'.repeat(30)));
    expect(Math.max(...names.map(utf8Length))).toBeLessThanOrEqual(40);
    expect(new Set(names).size).toBe(300);
  });
});
