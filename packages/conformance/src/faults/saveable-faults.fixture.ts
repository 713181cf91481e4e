import { type Document, invalidArgument, type Retriever, type Saveable, TsrError } from '@tsr/core';
import { createNaiveBm25 } from '@tsr/core/testing';
import type { SaveableSubject } from '../subject.ts';
import { altered, type Fault } from './fault.fixture.ts';

type Files = Map<string, Uint8Array>;
type Index = Retriever & Saveable;

const UNWRITABLE = '/nowhere/file';

/** Documents in JSON after their checksum, in files that are entries of a map. */
function inFiles(files: Files, spoil: (subject: SaveableSubject) => SaveableSubject): SaveableSubject {
  let paths = 0;
  return spoil({
    name: 'naive-bm25 in a map',
    create: (documents) => saveable(documents, files),
    open: (path) => opened(files.get(path) ?? new Uint8Array(0), files),
    files: {
      path: () => `/file-${paths++}`,
      unwritable: () => UNWRITABLE,
      read: (path) => files.get(path) as Uint8Array,
      write: (path, bytes) => void files.set(path, bytes),
    },
  });
}

function saveable(documents: readonly Document[], files: Files): Index {
  return altered<Index>(createNaiveBm25({ documents }) as unknown as Index, {
    async save(path) {
      if (typeof path !== 'string' || path === '') throw invalidArgument('naive: pass a path');
      if (path === UNWRITABLE) throw new TsrError('TSR_IO', 'naive: there is no such place');
      files.set(path, encoded(documents));
    },
  });
}

function encoded(documents: readonly Document[]): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(documents));
  return Uint8Array.of(...sumOf(text), ...text);
}

async function opened(bytes: Uint8Array, files: Files): Promise<Index> {
  const text = bytes.slice(4);
  if (bytes.length < 4 || sumOf(text).some((byte, at) => byte !== bytes[at])) {
    throw new TsrError('TSR_CORRUPT_FILE', 'naive: the file is damaged');
  }
  return saveable(JSON.parse(new TextDecoder().decode(text)), files);
}

/** FNV-1a: Fowler, Noll and Vo, 1991. */
function sumOf(bytes: Uint8Array): Uint8Array {
  let sum = 0x811c_9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x0100_0193);
  return new Uint8Array(Uint32Array.of(sum).buffer);
}

export const healthySaveable: SaveableSubject = inFiles(new Map(), (subject) => subject);

type Spoil = (subject: SaveableSubject, files: Files) => Partial<SaveableSubject>;

function faulty(caughtBy: string, name: string, spoil: Spoil): Fault<SaveableSubject> {
  const files: Files = new Map();
  return { caughtBy, subject: { ...inFiles(files, (subject) => ({ ...subject, ...spoil(subject, files) })), name } };
}

/** An index whose `save` is replaced. */
function savesBy(save: (index: Index, path: string, documents: readonly Document[]) => Promise<void>): Spoil {
  return ({ create }) => ({
    create: async (documents) => {
      const healthy = await create(documents);
      return altered<Index>(healthy, { save: (path) => save(healthy, path, documents) });
    },
  });
}

export const saveableFaults: readonly Fault<SaveableSubject>[] = [
  faulty('opens as what was saved, and leaves that as it was', 'loses the first document', (_, files) => ({
    open: async (path) => saveable(JSON.parse(new TextDecoder().decode(files.get(path)?.slice(4))).slice(1), files),
  })),
  faulty('replaces what was saved there before, whole', 'never writes over a file', (subject, files) =>
    savesBy(async (index, path) => (files.has(path) ? undefined : index.save(path)))(subject, files),
  ),
  faulty(
    'rejects where nothing can be written',
    'says nothing where it cannot write',
    savesBy(async (index, path) => (path === UNWRITABLE ? undefined : index.save(path))),
  ),
  faulty(
    'refuses a path that is no path',
    'takes anything for a path',
    savesBy((index, path) => index.save(String(path) || 'x')),
  ),
  faulty('gives equal bytes for equal operations', 'writes the time', (_, files) => {
    let time = 0;
    return {
      create: (documents) =>
        altered<Index>(saveable(documents, files), {
          save: async (path) => void files.set(path, encoded([...documents, { id: `time ${time++}`, content: '' }])),
        }),
    };
  }),
  faulty('refuses a file that is cut short', 'opens an empty file', ({ open, files }) => ({
    open: async (path) => ((await files.read(path)).length === 0 ? createNaiveBm25({ documents: [] }) : open(path)),
  })),
  faulty('refuses a file that is cut short', 'crashes on a short file', ({ open, files }) => ({
    open: async (path) => ((await files.read(path)).length < 4 ? JSON.parse('') : open(path)),
  })),
  faulty('refuses a file in which a bit was altered, or opens as what was saved', 'has no checksum', (_, files) => ({
    open: async (path) => saveable(JSON.parse(new TextDecoder().decode(files.get(path)?.slice(4))), files),
  })),
];
