import type { Document, Query, Ranking, Retriever, SearchOptions } from '@tsr/core';
import { createNaiveBm25 } from '@tsr/core/testing';
import type { RetrieverSubject } from '../subject.ts';
import { altered, type Fault } from './fault.fixture.ts';

export type Search = (query: Query, options?: SearchOptions) => Promise<Ranking>;

/** A naive BM25 whose search is replaced. */
export function faulty(
  caughtBy: string,
  name: string,
  spoil: (search: Search, documents: readonly Document[]) => Search,
): Fault<RetrieverSubject> {
  return caught(caughtBy, name, (documents) => {
    const healthy = createNaiveBm25({ documents });
    return altered<Retriever>(healthy, { search: spoil(healthy.search, documents) });
  });
}

export function caught(caughtBy: string, name: string, create: RetrieverSubject['create']): Fault<RetrieverSubject> {
  return { caughtBy, subject: { name, create } };
}

/** A naive BM25 whose results are changed on their way out. */
export function output(caughtBy: string, name: string, spoil: (ranking: Ranking) => Ranking): Fault<RetrieverSubject> {
  return faulty(caughtBy, name, (search) => async (query, options) => spoil(await search(query, options)));
}

export const textOf = (query: Query): string => (typeof query === 'string' ? query : query.text);
export const utf16 = (a: string, b: string): number => (a < b ? -1 : 1);
