import type { Retriever, Saveable } from '@tsr/core';
import { shown, TsrError } from '@tsr/core';
import { type Check, type Runner, registerChecks } from './check.ts';
import { claim, claimRefused, claimSame, rejectionOf } from './claims.ts';
import { SAMPLE_QUERIES, sampleDocuments } from './sample-documents.ts';
import { type SaveableSubject, using } from './subject.ts';

const TOP_K = 100;
/** A byte of so many is altered, one after the other. */
const STEP = 41;

async function answersOf(index: Retriever): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  for (const query of SAMPLE_QUERIES) answers.push(await index.search(query, { topK: TOP_K }));
  return answers;
}

const allButOne = () => sampleDocuments().slice(1);

/** Every obligation of Saveable, of a retriever. */
export const saveableChecks: readonly Check<SaveableSubject>[] = [
  {
    obligation: 'opens as what was saved, and leaves that as it was',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        const before = await answersOf(index);
        const path = await saved(subject, index);
        claimSame(await answersOf(index), before, subject.name, 'what it finds after saving');
        claimSame(await answersOf(await subject.open(path)), before, subject.name, 'what the opened one finds');
      }),
  },
  {
    obligation: 'replaces what was saved there before, whole',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (larger) => {
        const path = await saved(subject, larger);
        await using(subject, [allButOne()], async (smaller) => {
          await smaller.save(path);
          const opened = await answersOf(await subject.open(path));
          claimSame(opened, await answersOf(smaller), subject.name, 'what is opened after a second save');
        });
      }),
  },
  {
    obligation: 'rejects where nothing can be written',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        const error = await rejectionOf(() => index.save(subject.files.unwritable()), subject.name, 'no such place');
        claim(error instanceof TsrError && error.code === 'TSR_IO', subject.name, () => {
          return `a place where nothing can be written rejects with ${String(error)} instead of a TsrError TSR_IO`;
        });
      }),
  },
  {
    obligation: 'refuses a path that is no path',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        for (const path of ['', undefined, 42]) {
          await claimRefused(() => index.save(path as string), subject.name, `path ${shown(path)}`);
        }
      }),
  },
  {
    obligation: 'gives equal bytes for equal operations',
    run: (subject) =>
      using(subject, [sampleDocuments()], (one) =>
        using(subject, [sampleDocuments()], async (two) => {
          const { read } = subject.files;
          const [first, second] = [await read(await saved(subject, one)), await read(await saved(subject, two))];
          claimSame(first, second, subject.name, 'bytes of an equal one');
        }),
      ),
  },
  {
    obligation: 'refuses a file that is cut short',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        const bytes = await subject.files.read(await saved(subject, index));
        for (const length of [0, 1, bytes.length >> 1, bytes.length - 1]) {
          const error = await rejectionOf(
            async () => answersOf(await openedWith(subject, bytes.slice(0, length))),
            subject.name,
            `a file cut to ${length} bytes`,
          );
          claimCorrupt(error, subject.name, `a file cut to ${length} bytes`);
        }
      }),
  },
  {
    obligation: 'refuses a file in which a bit was altered, or opens as what was saved',
    run: (subject) =>
      using(subject, [sampleDocuments()], async (index) => {
        const bytes = await subject.files.read(await saved(subject, index));
        const before = await answersOf(index);
        for (let at = 0; at < bytes.length; at += STEP) {
          const altered = bytes.slice();
          altered[at] = (altered[at] as number) ^ (1 << (at % 8));
          const fact = `bit ${at % 8} of byte ${at} altered`;
          const outcome = await openedWith(subject, altered).then(answersOf, (error: unknown) => ({ error }));
          if ('error' in outcome) claimCorrupt(outcome.error, subject.name, fact);
          else claimSame(outcome, before, subject.name, `${fact}: what the opened one finds`);
        }
      }),
  },
];

async function saved({ files }: SaveableSubject, index: Saveable): Promise<string> {
  const path = await files.path();
  await index.save(path);
  return path;
}

async function openedWith({ files, open }: SaveableSubject, bytes: Uint8Array): Promise<Retriever> {
  const path = await files.path();
  await files.write(path, bytes);
  return open(path);
}

function claimCorrupt(error: unknown, subject: string, fact: string): void {
  claim(error instanceof TsrError && error.code === 'TSR_CORRUPT_FILE', subject, () => {
    return `${fact} rejects with ${String(error)} instead of a TsrError TSR_CORRUPT_FILE`;
  });
}

/** Registers the obligations of Saveable as tests; call `testRetriever` beside it. */
export function testSaveable(runner: Runner, name: string, options: Omit<SaveableSubject, 'name'>): void {
  registerChecks(runner, `${name}, saved`, saveableChecks, { ...options, name });
}
