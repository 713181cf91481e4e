import {
  createCascade,
  createInterpolation,
  createTwoStageRetriever,
  type Document,
  defineReranker,
  type Reranker,
  scoped,
} from '@tsr/core';
import { createExactSearch, createHashEmbedder, createNaiveBm25, createOverlapReranker } from '@tsr/core/testing';
import { describe, test } from 'vitest';
import { testReranker, testRetriever } from './index.ts';

const runner = { describe, test };
const embedder = createHashEmbedder();

function bm25ThenOverlap(documents: readonly Document[]) {
  return createTwoStageRetriever({ firstStage: createNaiveBm25({ documents }), secondStage: createOverlapReranker() });
}

const failing: Reranker = { name: 'failing', scope: 'pair', rerank: () => Promise.reject(new Error('out of order')) };

/** Leaves all but the first few unscored. */
function scoresFirst(count: number): Reranker {
  const scores = [0.4, 0.1, 0.3, 0.2, 0.5];
  return defineReranker({
    name: `first ${count}`,
    scope: 'list',
    rerank: (_, candidates) =>
      candidates.slice(0, count).map((_, index) => ({ index, score: scores[index] as number })),
  });
}

testRetriever(runner, 'two stages', { create: bm25ThenOverlap, composite: true });

testRetriever(runner, 'two stages, dense first', {
  create: async (documents) =>
    createTwoStageRetriever({
      firstStage: await createExactSearch({ embedder, documents }),
      secondStage: createOverlapReranker(),
    }),
  composite: true,
  embedder,
});

testRetriever(runner, 'two stages without the second', {
  create: (documents) => createTwoStageRetriever({ firstStage: createNaiveBm25({ documents }) }),
  composite: true,
});

testRetriever(runner, 'two stages under a time limit', {
  create: (documents) =>
    createTwoStageRetriever({
      firstStage: createNaiveBm25({ documents }),
      secondStage: createOverlapReranker(),
      timeoutMs: 60_000,
    }),
  composite: true,
});

testRetriever(runner, 'two stages, the second of which fails', {
  create: (documents) =>
    createTwoStageRetriever({
      firstStage: createNaiveBm25({ documents }),
      secondStage: failing,
    }),
  composite: true,
});

testRetriever(runner, 'two stages in two stages', {
  create: (documents) =>
    createTwoStageRetriever({
      name: 'outer',
      firstStage: bm25ThenOverlap(documents),
      secondStage: createOverlapReranker({ name: 'overlap again' }),
    }),
  composite: true,
});

for (const secondStage of [createOverlapReranker(), scoresFirst(3), failing]) {
  testRetriever(runner, `${secondStage.name} over two stages, the second of which scores some`, {
    create: (documents) => {
      const firstStage = createNaiveBm25({ documents });
      const inner = createTwoStageRetriever({ name: 'inner', firstStage, secondStage: scoresFirst(5) });
      return createTwoStageRetriever({ firstStage: inner, secondStage });
    },
    composite: true,
  });
}

testRetriever(runner, 'scoped', { create: (documents) => scoped(createNaiveBm25({ documents }), {}) });

testRetriever(runner, 'scoped two stages', {
  create: (documents) => scoped(bm25ThenOverlap(documents), { $not: { n: -1 } }),
  composite: true,
});

const rough = createOverlapReranker({ name: 'rough' });
const composites: Record<string, () => Reranker> = {
  'a cascade': () => createCascade([{ reranker: rough }, { reranker: createOverlapReranker(), keep: 5 }]),
  'a cascade of one': () => createCascade([{ reranker: rough }]),
  'a cascade, the last stage of which fails': () => createCascade([{ reranker: rough }, { reranker: failing }]),
  'a cascade, the first stage of which fails': () =>
    createCascade([{ reranker: failing }, { reranker: rough, keep: 20 }]),
  'a cascade of three that score some': () =>
    createCascade([{ reranker: rough }, { reranker: scoresFirst(5), keep: 9 }, { reranker: scoresFirst(2) }]),
  'a cascade in a cascade': () =>
    createCascade([
      { reranker: createCascade([{ reranker: rough }, { reranker: scoresFirst(5) }], { name: 'inner' }) },
      { reranker: createOverlapReranker(), keep: 3 },
    ]),
  'an interpolation': () => createInterpolation({ reranker: createOverlapReranker(), weight: 0.6 }),
  'an interpolation of what scores some': () => createInterpolation({ reranker: scoresFirst(4), weight: 1 }),
  'an interpolation of a cascade': () =>
    createInterpolation({
      reranker: createCascade([{ reranker: rough }, { reranker: scoresFirst(5) }]),
      weight: 0.5,
    }),
  'a cascade that ends in an interpolation': () =>
    createCascade([
      { reranker: rough },
      { reranker: createInterpolation({ reranker: createOverlapReranker(), weight: 0.5 }), keep: 20 },
    ]),
};

for (const [name, create] of Object.entries(composites)) {
  testReranker(runner, name, { create, composite: true });
  testRetriever(runner, `two stages, the second of which is ${name}`, {
    create: (documents) =>
      createTwoStageRetriever({ firstStage: createNaiveBm25({ documents }), secondStage: create() }),
    composite: true,
  });
}
