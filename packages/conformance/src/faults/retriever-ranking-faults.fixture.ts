import { compareIds, type Retriever } from '@tsr/core';
import { createNaiveBm25 } from '@tsr/core/testing';
import type { RetrieverSubject } from '../subject.ts';
import { altered, type Fault } from './fault.fixture.ts';

import { caught, faulty, output, utf16 } from './faulty-bm25.fixture.ts';
export const retrieverRankingFaults: readonly Fault<RetrieverSubject>[] = [
  caught('has a name, and a fusion weight in (0, 1) if any', 'has an empty name', (documents) =>
    altered<Retriever>(createNaiveBm25({ documents }), { name: '' }),
  ),
  caught('has a name, and a fusion weight in (0, 1) if any', 'asks for all of the weight', (documents) =>
    altered<Retriever>(createNaiveBm25({ documents }), { fusionWeight: 1 }),
  ),
  output('finds documents by their own words', 'finds nothing', () => []),
  faulty(
    'returns at most topK documents, 10 by default',
    'ignores topK',
    (search) => (query, options) => search(query, { ...options, topK: 1000 }),
  ),
  faulty(
    'returns at most topK documents, 10 by default',
    'returns 20 by default',
    (search) => (query, options) => search(query, { ...options, topK: options?.topK ?? 20 }),
  ),
  output('gives every document a finite score', 'gives the last document NaN', (ranking) =>
    ranking.map((item, index) => (index === ranking.length - 1 ? { ...item, score: Number.NaN } : item)),
  ),
  output('returns no id twice', 'returns the last document twice', (ranking) => [...ranking, ...ranking.slice(-1)]),
  output('orders by tier, then by score descending', 'puts the worst first', (ranking) => ranking.toReversed()),
  output('orders equal scores by the UTF-8 bytes of the id', 'orders ties by UTF-16 units', (ranking) =>
    ranking.toSorted((a, b) => b.score - a.score || utf16(a.document.id, b.document.id)),
  ),
  output('orders equal scores by the UTF-8 bytes of the id', 'orders ties backwards', (ranking) =>
    ranking.toSorted((a, b) => b.score - a.score || compareIds(b.document.id, a.document.id)),
  ),
  faulty(
    'gives documents of equal text equal scores, and breaks the tie before the cut',
    'cuts before it breaks ties',
    (search, documents) =>
      async (query, options = {}) => {
        const place = new Map(documents.map(({ id }, index) => [id, index]));
        const all = await search(query, { ...options, topK: 1000 });
        const found = all.toSorted(
          (a, b) => b.score - a.score || (place.get(a.document.id) ?? 0) - (place.get(b.document.id) ?? 0),
        );
        const kept = new Set(found.slice(0, (await search(query, options)).length));
        return all.filter((item) => kept.has(item));
      },
  ),
  output('returns documents as they were given', 'loses metadata', (ranking) =>
    ranking.map((item) => ({ ...item, document: { id: item.document.id, content: item.document.content } })),
  ),
  output('returns documents as they were given', 'mixes up the documents of the first two', ([a, b, ...rest]) =>
    a && b ? [{ ...a, document: { ...b.document, id: a.document.id } }, b, ...rest] : [],
  ),
  output('returns all that match where topK is above their number', 'never returns more than 10', (ranking) =>
    ranking.slice(0, 10),
  ),
  faulty(
    'returns the head of the longer ranking for a smaller topK',
    'scores anew for each topK',
    (search) =>
      async (query, options = {}) => {
        const ranking = await search(query, { ...options, topK: 1000 });
        const { length } = await search(query, options);
        const [best, ...rest] = ranking;
        return best ? [best, ...rest].slice(0, length).map((item) => ({ ...item, score: item.score / length })) : [];
      },
  ),
];
