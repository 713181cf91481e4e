import { checkDocuments, type Document, type MutableIndex, type Retriever } from '@tsr/core';
import { createNaiveBm25, type NaiveIndex } from '@tsr/core/testing';
import type { MutableIndexSubject } from '../subject.ts';
import { altered, type Fault, turns } from './fault.fixture.ts';

type Index = Retriever & MutableIndex;

/** A naive BM25 with some of its methods replaced. */
function faulty(
  caughtBy: string,
  name: string,
  spoil: (index: NaiveIndex, documents: readonly Document[]) => Partial<Index>,
): Fault<MutableIndexSubject> {
  const create = (documents: readonly Document[]): Index => {
    const healthy = createNaiveBm25({ documents });
    return altered<Index>(healthy, spoil(healthy, documents));
  };
  return { caughtBy, subject: { name, create } };
}

const done = { failed: [] };
const refused = 'refuses a batch with an invalid document, and applies nothing of it';

export const mutableIndexFaults: readonly Fault<MutableIndexSubject>[] = [
  faulty('counts its documents', 'counts removed documents', (index, documents) => {
    const seen = new Set(documents.map(({ id }) => id));
    return {
      count: async () => seen.size,
      upsert: async (batch) => {
        const outcome = await index.upsert(batch);
        for (const { id } of batch) seen.add(id);
        return outcome;
      },
    };
  }),
  faulty('finds what was added', 'only replaces, and never adds', (index, documents) => ({
    upsert: async (batch) => index.upsert(batch.filter(({ id }) => documents.some((held) => held.id === id))),
  })),
  faulty(
    'replaces by id: the old content is gone, the new one is found once',
    'keeps the first of two versions',
    (index, documents) => ({
      upsert: async (batch) => index.upsert(batch.filter(({ id }) => !documents.some((held) => held.id === id))),
    }),
  ),
  faulty(
    'replaces by id: the old content is gone, the new one is found once',
    'keeps both versions',
    (index, documents) => {
      const old = createNaiveBm25({ documents });
      const replaced = new Set<string>();
      return {
        upsert: async (batch) => {
          const outcome = await index.upsert(batch);
          for (const { id } of batch) if (documents.some((held) => held.id === id)) replaced.add(id);
          return outcome;
        },
        search: async (query, options) => [
          ...(await index.search(query, options)),
          ...(await old.search(query, options)).filter(({ document }) => replaced.has(document.id)),
        ],
      };
    },
  ),
  faulty('no longer finds what was removed', 'removes nothing', () => ({ remove: async () => done })),
  faulty('can be emptied and filled again', 'keeps the last document', (index) => ({
    remove: async (ids) => index.remove(ids.length > 20 ? ids.slice(1) : ids),
  })),
  faulty('starts empty or with one document', 'learns its words from the first documents only', (index, documents) => ({
    upsert: async (batch) => (documents.length === 0 ? done : index.upsert(batch)),
  })),
  faulty(
    'after any changes searches like a fresh index of the same documents',
    'keeps the statistics of removed documents',
    (index, documents) => {
      let removed = 0;
      return {
        remove: async (ids) => {
          const before = await index.count();
          const outcome = await index.remove(ids);
          removed += before - (await index.count());
          return outcome;
        },
        search: async (query, options) =>
          (await index.search(query, options)).map((item) => ({
            ...item,
            score: item.score * (1 + removed / (documents.length + 1)),
          })),
      };
    },
  ),
  faulty('never writes to a batch, and does not look at it again', 'sorts the batch', (index) => ({
    upsert: async (batch) => index.upsert((batch as Document[]).sort((a, b) => (a.id < b.id ? -1 : 1))),
  })),
  faulty('never writes to a batch, and does not look at it again', 'indexes the batch at the next search', (index) => {
    let waiting: readonly Document[] = [];
    return {
      upsert: async (batch) => {
        await index.upsert([]);
        waiting = batch;
        return done;
      },
      search: async (query, options) => {
        await index.upsert(waiting);
        waiting = [];
        return index.search(query, options);
      },
    };
  }),
  faulty(refused, 'applies a batch up to the invalid document', (index) => ({
    upsert: async (batch) => {
      for (const document of batch) await index.upsert([document]);
      return done;
    },
  })),
  faulty(refused, 'skips invalid documents', (index) => ({
    upsert: async (batch) => index.upsert(batch.filter((document) => isValid(document))),
  })),
  faulty(
    'refuses a batch that has an id twice, and applies nothing of it',
    'takes the last of two documents of an id',
    (index) => ({
      upsert: async (batch) => index.upsert([...new Map(batch.map((document) => [document?.id, document])).values()]),
    }),
  ),
  faulty('refuses batches of a wrong type', 'takes nothing for an empty batch', (index) => ({
    upsert: async (batch) => index.upsert(batch ?? []),
  })),
  faulty('refuses batches of a wrong type', 'removes ids that are numbers', (index) => ({
    remove: async (ids) => index.remove(Array.isArray(ids) ? ids.map(String) : ids),
  })),
  faulty(
    'takes an empty batch, and the removal of ids that are unknown or there twice',
    'fails on unknown ids',
    (index) => ({
      remove: async (ids) => {
        const before = await index.count();
        const outcome = await index.remove(ids);
        if (before - (await index.count()) !== ids.length) throw new Error('unknown id');
        return outcome;
      },
    }),
  ),
  faulty('has another revision after each change of content', 'never changes its revision', () => ({ revision: '1' })),
  faulty(
    'has another revision after each change of content',
    'takes its number of documents for a revision',
    (index, documents) => {
      let count = documents.length;
      return {
        refresh: async () => {
          count = await index.count();
        },
        get revision() {
          return String(count);
        },
      };
    },
  ),
  faulty('keeps its revision while nothing changes', 'has another revision each time', () => {
    let asked = 0;
    return {
      get revision() {
        asked += 1;
        return String(asked);
      },
    };
  }),
  faulty('shows acknowledged changes after refresh', 'shows changes a moment after refresh', (index) => ({
    capabilities: { atomicBatches: true, readYourWrites: false },
    upsert: async (batch) => {
      checkDocuments('late', batch);
      setTimeout(() => void index.upsert(batch), 20);
      return done;
    },
  })),
  faulty(
    'shows a batch whole or not at all, where it says that batches are atomic',
    'shows a batch document by document',
    (index) => ({
      upsert: async (batch) => {
        for (const document of checkDocuments('piecemeal', batch)) {
          await index.upsert([document]);
          await turns(20);
        }
        return done;
      },
    }),
  ),
];

function isValid(document: Document): boolean {
  try {
    return checkDocuments('one', [document]).length === 1;
  } catch {
    return false;
  }
}
