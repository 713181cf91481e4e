import { type Document, type MutableIndex, type Retriever, shown } from '@tsr/core';
import type { Check } from './check.ts';
import { claimSame, deepFreeze } from './claims.ts';
import { essence, idsOf } from './ranking-claims.ts';
import { SAMPLE_QUERIES, sampleDocuments } from './sample-documents.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import { type MutableIndexSubject, using } from './subject.ts';

type Index = Retriever & MutableIndex;

/** What changes to an index do to its searches. */
export const mutableIndexChangeChecks: readonly Check<MutableIndexSubject>[] = [
  {
    obligation: 'counts its documents',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        const { length } = sampleDocuments();
        claimSame(await index.count(), length, subject.name, 'count after creation');
        await changed(index, subject, { remove: ['tls', 'saml', 'no such id'] });
        claimSame(await index.count(), length - 2, subject.name, 'count after removing two and an unknown one');
        await changed(index, subject, { upsert: [passage('new'), passage('limits')] });
        claimSame(await index.count(), length - 1, subject.name, 'count after adding one and replacing one');
      }),
  },
  {
    obligation: 'finds what was added',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        await changed(index, subject, { upsert: [passage('new')] });
        const [document] = await documentsOf(index, 'new');
        claimSame(document, passage('new'), subject.name, 'the added document');
      }),
  },
  {
    obligation: 'replaces by id: the old content is gone, the new one is found once',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        await changed(index, subject, { upsert: [passage('tls')] });
        claimSame(await documentsOf(index, 'tls'), [passage('tls')], subject.name, 'the replaced document');
        const old = await index.search('certificate rotates', { topK: 100, filter: { note: null } });
        claimSame(idsOf(old), [], subject.name, 'a filter on the old metadata');
      }),
  },
  {
    obligation: 'no longer finds what was removed',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        const [first] = idsOf(await index.search('access token'));
        await changed(index, subject, { remove: [first as string] });
        claimSame(await documentsOf(index, first as string), [], subject.name, `removed ${shown(first)}`);
      }),
  },
  {
    obligation: 'can be emptied and filled again',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        await changed(index, subject, { remove: sampleDocuments().map(({ id }) => id) });
        claimSame(await index.count(), 0, subject.name, 'count of the emptied index');
        claimSame(await index.search('access token'), [], subject.name, 'search in the emptied index');
        await changed(index, subject, { upsert: sampleDocuments() });
        await claimLikeFresh(index, sampleDocuments(), subject);
      }),
  },
  {
    obligation: 'starts empty or with one document',
    run: async (subject) => {
      for (const size of [0, 1]) {
        await using(subject, [sampleDocuments().slice(0, size)], async (index) => {
          claimSame(await index.count(), size, subject.name, 'count');
          await changed(index, subject, { upsert: sampleDocuments() });
          await claimLikeFresh(index, sampleDocuments(), subject);
        });
      }
    },
  },
  {
    obligation: 'after any changes searches like a fresh index of the same documents',
    run: async (subject) => {
      const random = createSeededRandom(11);
      const held = new Map(sampleDocuments().map((document) => [document.id, document]));
      await using(subject, [sampleDocuments()], async (index) => {
        for (let round = 0; round < 6; round++) {
          for (let step = 0; step < 5; step++) await randomChange(index, subject, held, random);
          await claimLikeFresh(index, [...held.values()], subject);
        }
      });
    },
  },
  {
    obligation: 'never writes to a batch, and does not look at it again',
    run: (subject) =>
      using(subject, [[]], async (index) => {
        const frozen = deepFreeze([...sampleDocuments()]);
        await changed(index, subject, { upsert: frozen });
        claimSame(frozen, sampleDocuments(), subject.name, 'documents after upsert');
        const batch = [passage('kept'), passage('also kept')];
        await changed(index, subject, { upsert: batch });
        batch.pop();
        await changed(index, subject, { remove: deepFreeze(['tls']) });
        claimSame((await documentsOf(index, 'also kept')).length, 1, subject.name, 'finds of a document of the batch');
      }),
  },
];

/** A document in words of the samples, with its id to filter by. */
export function passage(id: string): Document {
  return { id, content: `A new access token of ${id}`, metadata: { key: id } };
}

interface Change {
  readonly upsert?: readonly Document[];
  readonly remove?: readonly string[];
}

/** Changes the index and waits until it can be seen. */
export async function changed(index: Index, subject: MutableIndexSubject, change: Change): Promise<void> {
  if (change.upsert) claimSame((await index.upsert(change.upsert)).failed, [], subject.name, 'failures of upsert');
  if (change.remove) claimSame((await index.remove(change.remove)).failed, [], subject.name, 'failures of remove');
  if (!index.capabilities.readYourWrites) await index.refresh();
}

/** Every document with this id that a search finds. */
export async function documentsOf(index: Index, id: string): Promise<readonly Document[]> {
  const ranking = await index.search('access token certificate', { topK: 100 });
  return ranking.map(({ document }) => document).filter((document) => document.id === id);
}

async function claimLikeFresh(
  index: Index,
  documents: readonly Document[],
  subject: MutableIndexSubject,
): Promise<void> {
  await using(subject, [documents], async (fresh) => {
    for (const query of SAMPLE_QUERIES) {
      const [found, expected] = await Promise.all([index, fresh].map((one) => one.search(query, { topK: 100 })));
      const view = subject.approximate ? sortedIds : essence;
      claimSame(view(found ?? []), view(expected ?? []), subject.name, `${shown(query)} against a fresh index`);
    }
  });
}

function sortedIds(ranking: Parameters<typeof idsOf>[0]): readonly string[] {
  return [...idsOf(ranking)].sort();
}

async function randomChange(
  index: Index,
  subject: MutableIndexSubject,
  held: Map<string, Document>,
  random: SeededRandom,
): Promise<void> {
  const pool = sampleDocuments();
  const chosen = random.shuffled(pool).slice(0, 1 + random.integer(6));
  if (random.integer(2) === 0) {
    for (const { id } of chosen) held.delete(id);
    return changed(index, subject, { remove: chosen.map(({ id }) => id) });
  }
  const batch = chosen.map((document): Document => {
    const other = pool[random.integer(pool.length)] as Document;
    return random.integer(2) === 0 ? document : { ...other, id: document.id };
  });
  for (const document of batch) held.set(document.id, document);
  return changed(index, subject, { upsert: batch });
}
