import { describe, expect, it } from 'vitest';
import { parseMeasure, parseMeasures } from './parse-measures.ts';

const NAMES = [
  'nDCG@10',
  'nDCG',
  "nDCG(dcg='exp-log2')@20",
  'AP',
  'AP(rel=2)',
  'AP@100',
  'RR',
  'MRR@10',
  'MRR(rel=2)@5',
  'P@5',
  'P(rel=2)@10',
  'Recall@100',
  'Rprec',
  'Bpref',
  'Success(rel=3)@1',
  'ERR@20',
  'ERR(max=2)@20',
  'RBP(p=0.95)',
  'RBP(p=0.8,rel=2)@10',
  'Judged@10',
];

describe('parseMeasure', () => {
  it.each(NAMES)('reads the name that %s has', (name) => {
    expect(parseMeasure(name).name).toBe(name);
  });

  it('reads several, in any case, and the names of ir_measures', () => {
    expect(parseMeasures(' ndcg@10, R@100  RBP(p=.8, rel=1),RR@10 ').map(({ name }) => name)).toEqual([
      'nDCG@10',
      'Recall@100',
      'RBP(p=0.8)',
      'MRR@10',
    ]);
  });

  it.each([
    ['NDGC@10', '"NDGC@10" is no measure; there are nDCG@10, AP'],
    ['', '"" is no measure'],
    ['toString@1', 'is no measure'],
    ['P', 'measure "P" has no cutoff; write one, as in P@10'],
    ['Rprec@5', 'has a cutoff, and Rprec takes none; leave @5 out'],
    ['P@0', 'the cutoff is a positive integer'],
    ['P(level=2)@5', 'has the parameter "level=2"; it takes rel, as in (rel=2)'],
    ['P(rel=0)@5', 'relevant of P is 0'],
    ['P(rel=x)@5', 'relevant of P is NaN'],
    ['RBP(p=2)', 'p of RBP is 2'],
    ['nDCG(dcg=cubic)@5', 'dcg of nDCG is "cubic"'],
    ['Judged(rel=1)@5', 'it takes none'],
  ])('refuses %j', (name, message) => {
    expect(() => parseMeasure(name)).toThrow(message);
  });
});
