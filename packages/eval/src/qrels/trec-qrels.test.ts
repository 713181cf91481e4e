import { describe, expect, it } from 'vitest';
import { formatQrelsTsv, formatTrecQrels, parseQrels, parseTrecQrels } from './trec-qrels.ts';

const qrels = new Map([
  [
    'q1',
    new Map([
      ['a', 2],
      ['b', -1],
    ]),
  ],
  ['q2', new Map([['a', 0]])],
]);

describe('judgments as TREC has them', () => {
  it('are read, those below 0 too', () => {
    expect(parseTrecQrels('q1 0 a 2\r\nq1\t0\tb\t-1\n\nq2 Q0 a 0\n')).toEqual(qrels);
  });

  it('and as BEIR has them read back as they were written', () => {
    expect(parseQrels(formatTrecQrels(qrels))).toEqual(qrels);
    expect(parseQrels(formatQrelsTsv(qrels))).toEqual(qrels);
    expect(parseQrels(formatQrelsTsv(new Map([['q 1', new Map([['a b', 1]])]])))).toEqual(
      new Map([['q 1', new Map([['a b', 1]])]]),
    );
  });

  it.each([
    ['q1 0 a', 'qrels line 1 has 3 columns: "q1 0 a"; give query id, iteration'],
    ['q1 0 a 1\nq1 0 a 2', 'qrels line 2 judges "a" for query "q1" again'],
    ['q1 0 a 1.5', 'has the grade "1.5"; give a whole number'],
    ['q1 0 a high', 'has the grade "high"'],
  ])('refuse %j', (text, message) => {
    expect(() => parseQrels(text)).toThrow(message);
  });

  it('refuse ids that would not read back', () => {
    expect(() => formatTrecQrels(new Map([['q 1', new Map([['a', 1]])]]))).toThrow('query id "q 1" cannot be written');
    expect(() => formatQrelsTsv(new Map([['q', new Map([['a\tb', 1]])]]))).toThrow('id "a\\tb" cannot be written');
  });
});
