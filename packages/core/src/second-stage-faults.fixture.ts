import fc from 'fast-check';
import { createCascade } from './cascade.ts';
import type { Ranking, Reranker, ScoredDocument } from './contracts.ts';
import { createInterpolation } from './interpolation.ts';

type Answer = (candidates: Ranking, random: number) => Promise<Ranking> | Ranking;

/** What a second stage may do, right or wrong. */
export const answers: Readonly<Record<string, Answer>> = {
  'scores all': (candidates, random) => candidates.map((item, index) => scoredBy(item, mixed(index, random))),
  'scores some': (candidates, random) =>
    candidates.filter((_, index) => mixed(index, random) > 0).map((item, index) => scoredBy(item, mixed(index, 7))),
  'scores extremes': (candidates, random) =>
    candidates.map((item, index) => scoredBy(item, mixed(index, random) > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE)),
  'scores none': () => [],
  'gives the worst first': (candidates) => candidates.map((item, index) => scoredBy(item, index)),
  'forges documents': (candidates) =>
    candidates.map((item) => scoredBy({ ...item, document: { id: item.document.id, content: 'forged' } }, 1)),
  'forgets evidence': (candidates) => candidates.map(({ document }) => ({ document, score: 1 })),
  'keeps the tiers of its candidates': (candidates) => candidates.map((item) => ({ ...item, score: 1 })),
  throws: () => {
    throw new Error('at once');
  },
  'throws no error': () => Promise.reject(undefined),
  rejects: () => Promise.reject(new Error('model gone')),
  'rejects in a while': async () => {
    await pause(3);
    throw new Error('model gone');
  },
  'rejects long after the limit': async () => {
    await pause(60);
    throw new Error('nobody waits for this');
  },
  'never answers': () => new Promise(() => {}),
  'answers late': async (candidates) => {
    await pause(60);
    return candidates;
  },
  'gives NaN': (candidates) => candidates.map((item, index) => scoredBy(item, index === 1 ? Number.NaN : 0)),
  'gives infinity': (candidates) => candidates.map((item) => scoredBy(item, Number.POSITIVE_INFINITY)),
  'gives a string': (candidates) => candidates.map((item) => scoredBy(item, '7' as never)),
  'gives a broken tier': (candidates) => candidates.map((item) => ({ ...item, tier: 0.5 })),
  'invents an id': (candidates) => [...candidates, { document: { id: 'invented', content: '' }, score: 1 }],
  'returns one twice': (candidates) => [...candidates, ...candidates.slice(0, 1)],
  'returns null': () => null as never,
  'returns an object': () => ({}) as never,
  'returns holes': (candidates) => candidates.map(() => undefined as never),
  'returns a result without document': () => [{ score: 1 } as never],
};

function scoredBy(item: ScoredDocument, score: number): ScoredDocument {
  const { tier: _, ...rest } = item;
  return { ...rest, score, evidence: [...(item.evidence ?? []), { stage: 'rerank', component: 'fault', score: 0 }] };
}

function mixed(index: number, random: number): number {
  return Math.sin((index + 1) * random);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** A reranker that answers so, unchecked. Throwing, it throws before there is a promise. */
export function answering(name: string, answer: Answer, random = 1): Reranker {
  return { name, scope: 'list', rerank: (_, candidates) => answer(candidates, random) as Promise<Ranking> };
}

/** Rerankers that do any of that, alone, in cascades and in interpolations. */
export const anySecondStage: fc.Arbitrary<Reranker> = fc.letrec<{ leaf: Reranker; tree: Reranker }>((tie) => ({
  leaf: fc
    .tuple(fc.constantFrom(...Object.keys(answers)), fc.integer({ min: 1, max: 9 }))
    .map(([name, random]) => answering(name, answers[name] as Answer, random)),
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc
      .array(fc.record({ reranker: tie('tree'), keep: fc.integer({ min: 1, max: 15 }) }), {
        minLength: 1,
        maxLength: 3,
      })
      .map((stages) =>
        createCascade(
          stages.map(({ reranker, keep }, index) => ({
            reranker: { ...reranker, name: `${index} ${reranker.name}` },
            keep,
          })),
          { name: `[${stages.map(({ reranker }) => reranker.name).join(', ')}]` },
        ),
      ),
    fc
      .record({ reranker: tie('tree'), weight: fc.double({ min: 0, max: 1, noNaN: true }) })
      .map(({ reranker, weight }) => createInterpolation({ reranker, weight, name: `mixed ${reranker.name}` })),
  ),
})).tree;
