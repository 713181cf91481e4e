import { seededRandom } from '@tsr/core';
import { describe, expect, it } from 'vitest';
import { ndcgAt } from '../measures/ndcg.ts';
import { agreement } from './agreement.ts';
import { judgePairs } from './judge-pairs.ts';
import { knownItemQueries } from './known-item-queries.ts';
import { pairsToJudge } from './pairs-to-judge.ts';

const pair = (queryId: string, id: string, content = id) => ({
  queryId,
  query: `about ${queryId}`,
  document: { id, content },
});

describe('judgePairs', () => {
  it('asks once for texts that are the same, and makes qrels', async () => {
    const asked: string[] = [];
    const judge = ({ document }: { document: { id: string } }) => {
      asked.push(document.id);
      return document.id === 'b' ? 0 : 2;
    };
    const qrels = await judgePairs([pair('q1', 'a'), pair('q1', 'b'), pair('q1', 'copy', 'a')], { judge });
    const grades = qrels.get('q1')!;
    expect([...grades.keys()]).toEqual(['a', 'b', 'copy']);
    expect(grades.get('b')).toBe(0);
    expect(grades.get('copy')).toBe(grades.get('a'));
    expect(asked).toHaveLength(2);
  });

  it('loses nothing that was judged when the judge fails', async () => {
    const cache = new Map<string, number>();
    let broken = true;
    let calls = 0;
    const judge = ({ document }: { document: { id: string } }) => {
      calls++;
      if (broken && document.id === 'c') throw new Error('out of patience');
      return 1;
    };
    const pairs = [pair('q', 'a'), pair('q', 'b'), pair('q', 'c'), pair('q', 'd')];
    await expect(judgePairs(pairs, { judge, cache, concurrency: 1 })).rejects.toThrow('out of patience');
    expect(cache.size).toBe(2);
    broken = false;
    expect((await judgePairs(pairs, { judge, cache, concurrency: 1 })).get('q')!.size).toBe(4);
    expect(calls).toBe(5);
  });

  it('refuses a grade that is none, and names the pair', async () => {
    const judging = judgePairs([pair('q', 'a')], { judge: () => 0.5 });
    await expect(judging).rejects.toThrow('the judge gave 0.5 to document "a" for "about q"; return a whole number');
  });
});

describe('pairsToJudge', () => {
  const a = new Map([
    ['q1', ['x', 'y', 'z']],
    ['q2', ['x', 'y']],
    ['q3', ['same']],
  ]);
  const b = new Map([
    ['q1', ['z', 'y', 'x']],
    ['q2', ['y', 'x']],
    ['q3', ['same']],
  ]);

  it('gives what would change most, in turns of the queries, and nothing that both rank alike', () => {
    const pairs = pairsToJudge({ a, b, budget: 10 });
    expect(pairs.map(({ queryId, id }) => `${queryId} ${id}`)).toEqual(['q1 x', 'q2 x', 'q1 z', 'q2 y']);
    expect(pairs[0]!.effect).toBeCloseTo(1 - 1 / 2, 12);
    expect(pairsToJudge({ a, b, budget: 1 })).toHaveLength(1);
    const judged = new Map([['q1', new Map([['x', 0]])]]);
    const rest = pairsToJudge({ a, b, budget: 10, judged }).map(({ queryId, id }) => `${queryId} ${id}`);
    expect(rest).toEqual(['q1 z', 'q2 x', 'q2 y']);
    expect(() => pairsToJudge({ a, b, budget: 0 })).toThrow('budget is 0');
  });

  it('tells of the effect that a judgment has on the difference of DCG', () => {
    const random = seededRandom(2);
    const shuffled = () => ['a', 'b', 'c', 'd', 'e', 'f'].sort(() => random() - 0.5);
    const [one, other] = [shuffled(), shuffled()];
    for (const { id, effect } of pairsToJudge({
      a: new Map([['q', one]]),
      b: new Map([['q', other]]),
      budget: 9,
      depth: 4,
    })) {
      const judgments = new Map([[id, 1]]);
      const difference = ndcgAt(4).score(one, judgments) - ndcgAt(4).score(other, judgments);
      expect(Math.abs(difference)).toBeCloseTo(effect, 12);
    }
  });
});

describe('agreement', () => {
  it('is that of scikit-learn', () => {
    // cohen_kappa_score([0,1,2,2,0,1,3,0], [0,1,1,2,0,2,3,1]), and with weights='quadratic'
    const [one, other] = [
      [0, 1, 2, 2, 0, 1, 3, 0],
      [0, 1, 1, 2, 0, 2, 3, 1],
    ].map((grades) => new Map([['q', new Map(grades.map((grade, at) => [`d${at}`, grade]))]]));
    const found = agreement(one!, other!);
    expect(found).toMatchObject({ pairs: 8, equal: 0.625 });
    expect(found.kappa).toBeCloseTo(KAPPA, 9);
    expect(found.weightedKappa).toBeCloseTo(WEIGHTED, 9);
  });

  it('counts the pairs that both judged, and says where chance leaves nothing to tell', () => {
    const one = new Map([
      [
        'q',
        new Map([
          ['a', 1],
          ['b', 0],
        ]),
      ],
    ]);
    const other = new Map([
      [
        'q',
        new Map([
          ['a', 1],
          ['c', 0],
        ]),
      ],
    ]);
    expect(agreement(one, other)).toEqual({ pairs: 1, equal: 1, kappa: null, weightedKappa: null });
    expect(() => agreement(one, new Map())).toThrow('no pair in common');
  });
});

const KAPPA = 0.4893617021276596;
const WEIGHTED = 0.8181818181818181;

describe('knownItemQueries', () => {
  const documents = [
    ...Array.from({ length: 20 }, (_, at) => ({ id: `d${at}`, content: '', title: `Title number ${at}` })),
    ...Array.from({ length: 5 }, (_, at) => ({ id: `o${at}`, content: '', title: 'An overview' })),
    { id: 'twin', content: '', title: 'Title number 3' },
    { id: 'short', content: '', title: 'Logs' },
    { id: 'bare', content: 'text' },
  ];

  it('asks for titles that few documents have, the same for the same seed', () => {
    const { queries, qrels } = knownItemQueries(documents, { count: 50 });
    expect(queries.size).toBe(20);
    expect([...queries.values()]).not.toContain('An overview');
    const [twins] = [...queries].find(([, title]) => title === 'Title number 3')!;
    expect([...qrels.get(twins)!.keys()]).toEqual(['d3', 'twin']);
    expect(knownItemQueries(documents, { count: 5, seed: 3 })).toEqual(
      knownItemQueries(documents, { count: 5, seed: 3 }),
    );
    expect(knownItemQueries(documents, { count: 5 }).queries.size).toBe(5);
  });

  it('says where there is nothing to ask', () => {
    expect(() => knownItemQueries([{ id: 'a', content: 'x' }])).toThrow('no document has a title of 2 words or more');
  });
});
