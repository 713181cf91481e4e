import { compileFilter, shown } from '@tsr/core';
import type { Check } from './check.ts';
import { claimSame } from './claims.ts';
import { idsOf } from './ranking-claims.ts';
import { manyDocuments, sampleDocuments, WIDE_QUERY } from './sample-documents.ts';
import { SAMPLE_FILTERS } from './sample-filters.ts';
import { type RetrieverSubject, using } from './subject.ts';

const ALL = sampleDocuments().length + 5;

/** What a filter lets through. */
export const retrieverFilterChecks: readonly Check<RetrieverSubject>[] = [
  {
    obligation: 'filters before the cut: a filter never costs results that exist',
    run: (subject) =>
      using(subject, [manyDocuments()], async (retriever) => {
        for (const { id, metadata } of manyDocuments().filter((_, n) => n % 9 === 0)) {
          const n = metadata?.n as number;
          const found = idsOf(await retriever.search('token gateway', { topK: 1, filter: { n } }));
          claimSame(found, [id], subject.name, `filter { n: ${n} }, which one document of 240 matches`);
        }
      }),
  },
  {
    obligation: 'filters as compileFilter says, without coercion',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (retriever) => {
        const all = await retriever.search(WIDE_QUERY, { topK: ALL });
        for (const filter of SAMPLE_FILTERS) {
          const matches = compileFilter(filter);
          const expected = idsOf(all.filter(({ document }) => matches(document.metadata)));
          const found = idsOf(await retriever.search(WIDE_QUERY, { topK: ALL, filter }));
          claimSame([...found].sort(), [...expected].sort(), subject.name, `filter ${shown(filter)}`);
        }
      }),
  },
];
