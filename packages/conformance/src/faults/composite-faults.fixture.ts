import {
  type Document,
  type Evidence,
  type Leg,
  type Retriever,
  recorded,
  type ScoredDocument,
  stageItems,
} from '@tsr/core';
import { createExactSearch, createHashEmbedder, createNaiveBm25 } from '@tsr/core/testing';
import type { RetrieverSubject } from '../subject.ts';
import { altered, type Fault } from './fault.fixture.ts';
import { naiveFusion } from './naive-fusion.fixture.ts';

const embedder = createHashEmbedder();

/** The smallest hybrid: both legs one after the other, then the naive fusion. */
export async function createNaiveHybrid(documents: readonly Document[]): Promise<Retriever> {
  const parts = [createNaiveBm25({ documents }), await createExactSearch({ embedder, documents })];
  return {
    name: 'naive-hybrid',
    async search(query, options = {}) {
      const { topK = 10 } = options;
      const legs: Leg[] = [];
      for (const part of parts) {
        const report = (ranking: Leg['ranking']) => ({ output: stageItems(ranking) });
        const work = (trace: typeof options.trace) =>
          part.search(query, { ...options, topK: Math.max(topK || 0, 200), trace });
        checkTopK(topK);
        const found = await recorded(options.trace, { stage: 'retrieve', component: part.name }, work, report);
        legs.push({ name: part.name, ranking: found.map((item, index) => withRank(item, part.name, index + 1)) });
      }
      return naiveFusion(legs).slice(0, topK);
    },
  };
}

function checkTopK(topK: number): void {
  if (!Number.isInteger(topK) || topK < 1) {
    throw Object.assign(new RangeError(`naive-hybrid: topK is ${topK}`), { code: 'TSR_INVALID_ARGUMENT' });
  }
}

function withRank(item: ScoredDocument, component: string, rank: number): ScoredDocument {
  return { ...item, evidence: [{ stage: 'retrieve', component, rank, score: item.score }] };
}

/** The naive hybrid, with the evidence of each item changed. */
function evidence(
  caughtBy: string,
  name: string,
  change: (entries: readonly Evidence[], item: ScoredDocument) => readonly Evidence[],
): Fault<RetrieverSubject> {
  return composite(caughtBy, name, (hybrid) => ({
    search: async (query, options) =>
      (await hybrid.search(query, options)).map((item) => ({ ...item, evidence: change(item.evidence ?? [], item) })),
  }));
}

function composite(
  caughtBy: string,
  name: string,
  spoil: (hybrid: Retriever) => Partial<Retriever>,
): Fault<RetrieverSubject> {
  const create = async (documents: readonly Document[]) => {
    const hybrid = await createNaiveHybrid(documents);
    return altered(hybrid, spoil(hybrid));
  };
  return { caughtBy, subject: { name, create, composite: true, embedder } };
}

const spans = 'opens a span for each part that it calls, and records one whole event in it';
const entries = 'gives evidence: one entry a component of a stage, with finite numbers';
const sums = 'gives the score of its last stage: fuse contributions add up to it, a rerank entry equals it';
const ranks = 'gives the ranks of its parts: each once, in the order of their scores';

export const compositeFaults: readonly Fault<RetrieverSubject>[] = [
  composite(spans, 'keeps the trace to itself', (hybrid) => ({
    search: (query, options = {}) => {
      const { trace, ...rest } = options;
      trace?.note({ query: 'searched' });
      return hybrid.search(query, rest);
    },
  })),
  composite(spans, "records in its caller's span", (hybrid) => ({
    search: (query, options = {}) => {
      options.trace?.record({ stage: 'search', component: 'hybrid', startedAt: 1, durationMs: 0 });
      return hybrid.search(query, options);
    },
  })),
  composite(spans, 'opens a span and forgets it', (hybrid) => ({
    search: (query, options = {}) => {
      options.trace?.child('forgotten');
      return hybrid.search(query, options);
    },
  })),
  evidence(entries, 'loses its evidence', () => []),
  evidence(entries, 'gives evidence twice', (given) => [...given, ...given]),
  evidence(entries, 'counts ranks from 0', (given) =>
    given.map((entry) => ({ ...entry, rank: (entry.rank ?? 1) - 1 })),
  ),
  evidence(sums, 'contributes half', (given) =>
    given.map((entry) => ({ ...entry, contribution: (entry.contribution ?? 0) / 2 })),
  ),
  evidence(sums, 'reports another score than it gives', (given, { score }) => [
    ...given,
    { stage: 'rerank', component: 'last', score: score + 1 },
  ]),
  evidence(ranks, 'gives every document rank 1', (given) => given.map((entry) => ({ ...entry, rank: 1 }))),
  evidence(ranks, 'gives ranks backwards', (given) =>
    given.map((entry) => ({ ...entry, rank: 1000 - (entry.rank ?? 0) })),
  ),
];
