import { type Document, type MutableIndex, type Retriever, shown } from '@tsr/core';
import type { Check } from './check.ts';
import { claim, claimRefused, claimSame } from './claims.ts';
import { changed, documentsOf, passage } from './mutable-index-change-checks.ts';
import { essence, idsOf } from './ranking-claims.ts';
import { sampleDocuments } from './sample-documents.ts';
import { type MutableIndexSubject, using } from './subject.ts';

/** What no index takes. */
const INVALID_DOCUMENTS: readonly unknown[] = [
  null,
  'text',
  { content: 'no id' },
  { id: 42, content: 'a number for an id' },
  { id: '', content: 'an empty id' },
  { id: 'lone \ud800', content: 'no well-formed Unicode' },
  { id: 'é'.repeat(257), content: '514 bytes of id' },
  { id: 'no content' },
  { id: 'content', content: 42 },
  { id: 'title', content: '', title: 42 },
  { id: 'metadata', content: '', metadata: 'lang=en' },
  { id: 'metadata', content: '', metadata: { score: Number.NaN } },
  { id: 'metadata', content: '', metadata: { nested: { lang: 'en' } } },
  { id: 'metadata', content: '', metadata: { list: [{ lang: 'en' }] } },
];

/** What becomes of a batch as a whole. */
export const mutableIndexBatchChecks: readonly Check<MutableIndexSubject>[] = [
  {
    obligation: 'refuses a batch with an invalid document, and applies nothing of it',
    run: async (subject) => {
      for (const invalid of INVALID_DOCUMENTS) {
        await claimUntouched(subject, [passage('new'), invalid as Document, passage('tls')], shown(invalid));
      }
    },
  },
  {
    obligation: 'refuses a batch that has an id twice, and applies nothing of it',
    run: (subject) => claimUntouched(subject, [passage('new'), passage('tls'), passage('new')], 'an id twice'),
  },
  {
    obligation: 'refuses batches of a wrong type',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        for (const wrong of [undefined, null, 'tls', { id: 'tls', content: '' }]) {
          await claimRefused(() => index.upsert(wrong as never), subject.name, `upsert(${shown(wrong)})`);
          await claimRefused(() => index.remove(wrong as never), subject.name, `remove(${shown(wrong)})`);
        }
        await claimRefused(() => index.remove([42] as never), subject.name, 'remove([42])');
      }),
  },
  {
    obligation: 'takes an empty batch, and the removal of ids that are unknown or there twice',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        await changed(index, subject, { upsert: [], remove: [] });
        await changed(index, subject, { remove: ['no such id', 'tls', 'tls', '__proto__ of nothing'] });
        claimSame(await index.count(), sampleDocuments().length - 1, subject.name, 'count after removing one');
      }),
  },
  {
    obligation: 'has another revision after each change of content',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        const seen = new Map([[index.revision, 'the first content']]);
        for (const [what, change] of Object.entries(CHANGES)) {
          await changed(index, subject, change);
          await index.refresh();
          const fact = `revision ${shown(index.revision)} stands for ${seen.get(index.revision)} and for that after ${what}`;
          claim(!seen.has(index.revision), subject.name, fact);
          seen.set(index.revision, `that after ${what}`);
        }
      }),
  },
  {
    obligation: 'keeps its revision while nothing changes',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        await index.refresh();
        const before = index.revision;
        claim(typeof before === 'string', subject.name, () => `revision is ${shown(before)}`);
        await index.search('access token');
        await index.count();
        await index.refresh();
        claimSame(index.revision, before, subject.name, 'revision after a search');
      }),
  },
  {
    obligation: 'shows acknowledged changes after refresh',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        await index.upsert([passage('new')]);
        await index.refresh();
        claimSame(await documentsOf(index, 'new'), [passage('new')], subject.name, 'an added document after refresh');
        await index.remove(['new']);
        await index.refresh();
        claimSame(await documentsOf(index, 'new'), [], subject.name, 'a removed document after refresh');
      }),
  },
  {
    obligation: 'shows a batch whole or not at all, where it says that batches are atomic',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        if (!index.capabilities.atomicBatches) return;
        const batch = ['new 1', 'new 2', 'new 3', 'new 4'].map(passage);
        const filter = { key: { $exists: true } };
        let open = true;
        const done = index.upsert(batch).finally(() => {
          open = false;
        });
        for (let round = 0; open && round < 50; round++) {
          const { length } = await index.search('access token', { topK: 100, filter });
          claim(length === 0 || length === batch.length, subject.name, `saw ${length} of a batch of ${batch.length}`);
        }
        await done;
      }),
  },
];

const CHANGES: Readonly<Record<string, Parameters<typeof changed>[2]>> = {
  'adding a document': { upsert: [passage('new')] },
  'replacing its content': { upsert: [{ ...passage('new'), content: 'Other words' }] },
  'replacing its metadata': { upsert: [{ ...passage('new'), content: 'Other words', metadata: { key: 'other' } }] },
  'removing another': { remove: ['tls'] },
  'replacing a title': { upsert: [{ ...passage('saml'), title: 'A title' }] },
};

/** The batch must be refused, and leave count and searches as they were. */
async function claimUntouched(subject: MutableIndexSubject, batch: readonly Document[], what: string): Promise<void> {
  await using(subject, [sampleDocuments()], async (index: Retriever & MutableIndex) => {
    const before = essence(await index.search('access token certificate', { topK: 100 }));
    await claimRefused(() => index.upsert(batch), subject.name, `a batch with ${what}`);
    await index.refresh();
    claimSame(await index.count(), sampleDocuments().length, subject.name, `count after a batch with ${what}`);
    const ranking = await index.search('access token certificate', { topK: 100 });
    claim(!idsOf(ranking).includes('new'), subject.name, `a part of a batch with ${what} was applied`);
    claimSame(essence(ranking), before, subject.name, `ranking after a batch with ${what}`);
  });
}
