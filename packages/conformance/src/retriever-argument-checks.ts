import { type Filter, INVALID_ARGUMENT, type Query, shown } from '@tsr/core';
import type { Check } from './check.ts';
import { claim, claimRefused, claimSame, rejectionOf } from './claims.ts';
import { claimFinite, claimOrder, claimUnique, essence } from './ranking-claims.ts';
import { BLANK_TEXTS, ODD_TEXTS, SAMPLE_QUERIES, sampleDocuments } from './sample-documents.ts';
import { INVALID_FILTERS } from './sample-filters.ts';
import { type RetrieverSubject, using } from './subject.ts';
import { createTraceSpy, spansOf } from './trace-spy.ts';

const WRONG_QUERIES: readonly unknown[] = [
  undefined,
  null,
  42,
  ['token'],
  {},
  { text: 42 },
  { text: 'token', vector: [1, 2] },
];

/** What a search accepts and what it refuses. */
export const retrieverArgumentChecks: readonly Check<RetrieverSubject>[] = [
  {
    obligation: 'refuses a topK that is no positive integer with a RangeError',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (retriever) => {
        for (const topK of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
          const error = await rejectionOf(() => retriever.search('token', { topK }), subject.name, `topK ${topK}`);
          const proper = error instanceof RangeError && 'code' in error && error.code === INVALID_ARGUMENT;
          claim(
            proper,
            subject.name,
            () => `topK ${topK} rejects with ${String(error)}, not a RangeError with its code`,
          );
        }
      }),
  },
  {
    obligation: 'refuses a query of a wrong type',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (retriever) => {
        for (const query of WRONG_QUERIES) {
          await claimRefused(() => retriever.search(query as Query), subject.name, `query ${shown(query)}`);
        }
      }),
  },
  {
    obligation: 'refuses a filter that is none',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (retriever) => {
        for (const filter of INVALID_FILTERS) {
          const search = () => retriever.search('access token', { filter: filter as Filter });
          await claimRefused(search, subject.name, `filter ${shown(filter)}`);
        }
      }),
  },
  {
    obligation: 'finds nothing for a blank query',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (retriever) => {
        for (const blank of BLANK_TEXTS.flatMap((text): Query[] => [text, { text }])) {
          claimSame(await retriever.search(blank), [], subject.name, `blank query ${shown(blank)}`);
        }
      }),
  },
  {
    obligation: 'notes a blank query, or one that analysis leaves empty, in the trace',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (retriever) => {
        for (const query of [...BLANK_TEXTS, '?!… — ()']) {
          const trace = createTraceSpy();
          const { length } = await retriever.search(query, { trace });
          const noted = spansOf(trace).some(({ notes }) => notes.some((fields) => Object.keys(fields).length > 0));
          claim(
            length > 0 || noted,
            subject.name,
            `query ${shown(query)} found nothing, and the trace does not say why`,
          );
        }
      }),
  },
  {
    obligation: 'takes any string as a query',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (retriever) => {
        for (const query of ODD_TEXTS) {
          const ranking = await retriever.search(query, { topK: 20 });
          for (const examine of [claimFinite, claimOrder, claimUnique])
            examine(ranking, `${subject.name}, ${shown(query)}`);
        }
      }),
  },
  {
    obligation: 'takes a query as { text } and as { text, vector }',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (retriever) => {
        for (const text of SAMPLE_QUERIES) {
          const expected = essence(await retriever.search(text));
          const vector = (await subject.embedder?.embedQuery(text)) ?? Float32Array.of(1, 0, 0, 0);
          for (const query of [{ text }, { text, vector }]) {
            const found = essence(await retriever.search(query));
            claimSame(found, expected, subject.name, `query { ${Object.keys(query)} } against the text alone`);
          }
        }
      }),
  },
  {
    obligation: 'finds nothing in an empty index, and one document in an index of one',
    run: async (subject) => {
      await using(subject, [[]], async (retriever) => {
        claimSame(await retriever.search('access token'), [], subject.name, 'search in an empty index');
      });
      const [only] = sampleDocuments().slice(0, 1);
      await using(subject, [only ? [only] : []], async (retriever) => {
        const { length } = await retriever.search('access token');
        claim(length === 1, subject.name, `the only document, which matches, was found ${length} times`);
      });
    },
  },
];
