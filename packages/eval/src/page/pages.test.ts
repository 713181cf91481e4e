import { describe, expect, it } from 'vitest';
import { ceilingOf } from '../ceiling/ceiling.ts';
import { evaluate } from '../evaluate.ts';
import { ndcgAt } from '../measures/ndcg.ts';
import type { SearchRecord } from '../records/search-record.ts';
import { compareRuns } from '../significance/compare-runs.ts';
import { tuneFusion } from '../tuning/tune-fusion.ts';
import { verdictOf } from '../verdict/verdict.ts';
import { ceilingPage, comparisonPage, tunePage, verdictPage } from './index.ts';

const ids = ['q1', 'q2', 'q3', 'q4'];
const items = ['b', 'a', 'c'].map((id, at) => ({ id, score: 3 - at }));
const record: SearchRecord = {
  legs: { bm25: items, dense: [...items].reverse().map(({ id }, at) => ({ id, score: 1 - at / 10 })) },
  candidates: items,
  finals: [{ n: 50, ids: ['a', 'b', 'c'], secondStageMs: 12 }],
  secondStage: { name: 'judge', scope: 'pair' },
};
const records = new Map(ids.map((id) => [id, record]));
const qrels = new Map(
  ids.map((id) => [
    id,
    new Map([
      ['a', 1],
      ['<gone>', 1],
    ]),
  ]),
);

describe('pages', () => {
  it.each([
    ['ceiling', async () => ceilingPage(ceilingOf({ records, qrels })), '&#60;gone&#62;'],
    ['verdict', async () => verdictPage(verdictOf({ records, qrels })), 'it gains'],
    [
      'tune',
      async () => {
        const legs = Object.fromEntries(
          Object.keys(record.legs).map((leg) => [leg, new Map(ids.map((id) => [id, record.legs[leg]!]))]),
        );
        const current = {
          fusion: { method: 'convexCombination' },
          weights: { bm25: 1, dense: 0 },
          legDepth: 50,
        } as const;
        return tunePage(await tuneFusion({ legs, qrels, current, folds: 2 }));
      },
      'weight of bm25',
    ],
    [
      'comparison',
      async () => {
        const evaluated = (ranking: string[]) =>
          evaluate({ run: new Map(ids.map((id) => [id, ranking])), qrels, measures: [ndcgAt(10)] });
        return comparisonPage(compareRuns({ evaluations: { bm25: evaluated(['b', 'a']), both: evaluated(['a']) } }));
      },
      'against bm25',
    ],
  ] as const)('%s is one file without scripts or network, with its data', async (_, render, text) => {
    const html = await render();
    expect(html).toContain(text);
    expect(html).not.toMatch(/<script(?! type="application\/json")|https?:\/\/(?!www\.w3\.org)/);
    expect(html).not.toContain('<gone>');
  });
});
