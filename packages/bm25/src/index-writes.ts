import { createSerialQueue, createTurns, type Document, inTurns, type MutableIndex } from '@tsr/core';
import { type SectionPiece, writeSections } from '@tsr/storage';
import type { Bm25Index } from './bm25-index.ts';
import { checkPath } from './bm25-options.ts';
import { createDocumentChanges } from './document-changes.ts';
import { BM25_FILE } from './file/bm25-file.ts';
import type { IndexParts } from './index-parts.ts';

type IndexWrites = MutableIndex & Pick<Bm25Index, 'compact' | 'save'>;

/** All that changes an index, one after the other. `documents` are added before it returns. */
export function createIndexWrites(parts: IndexParts, documents: readonly Document[]): IndexWrites {
  const { name, analyzer, fields, engine, slots } = parts;
  const changes = createDocumentChanges({
    name,
    engine,
    slots,
    termsOf: (document) => fields.map((field) => analyzer.terms(field.textOf(document))),
  });
  const inOrder = createSerialQueue();
  const instance = crypto.randomUUID();
  /** Work on the segments, which goes on behind changes and searches: one at a time. */
  let upkeep: Promise<void> | undefined;
  /** It will tidy up after all changes so far. */
  let tidyingUp = false;

  async function upkeepAlone(work: () => Promise<void>): Promise<void> {
    while (upkeep) await upkeep.catch(() => {});
    upkeep = work().finally(() => {
      upkeep = undefined;
    });
    await upkeep;
  }

  async function change(steps: Iterable<void>): Promise<{ failed: [] }> {
    await inOrder(() => inTurns(steps));
    tidyUp();
    return { failed: [] };
  }

  function tidyUp(): void {
    if (tidyingUp) return;
    tidyingUp = true;
    void upkeepAlone(async () => {
      tidyingUp = false;
      await inTurns(engine.maintain());
    });
  }

  async function compact(): Promise<void> {
    await inTurns(engine.compact());
    await inTurns(slots.renewOrder());
  }

  async function write(path: string): Promise<void> {
    await compact();
    const content = {
      documents: slots,
      fields: fields.map((field) => field.name),
      analyzer: analyzer.name,
    };
    await writeSections({ kind: BM25_FILE, path }, piecesInTurns(engine.encode(content)));
  }

  if (documents.length > 0) {
    for (const _ of changes.put(documents));
    for (const _ of engine.maintain());
    for (const _ of slots.renewOrder());
  }

  return {
    capabilities: { atomicBatches: true, readYourWrites: true },
    get revision() {
      return `${instance}:${changes.count}`;
    },
    count: async () => engine.size,
    refresh: () => inOrder(async () => {}),
    upsert: (batch) => change(changes.put(copyOf(batch))),
    remove: (ids) => change(changes.remove(copyOf(ids))),
    compact: () => inOrder(() => upkeepAlone(compact)),
    async save(path) {
      checkPath(name, path);
      await inOrder(() => upkeepAlone(() => write(path)));
    },
  };
}

/** As it is now: it is read when those before it are done. What is no array is refused then. */
function copyOf<T>(array: readonly T[]): readonly T[] {
  return Array.isArray(array) ? [...array] : array;
}

async function* piecesInTurns(pieces: Iterable<SectionPiece | undefined>): AsyncGenerator<SectionPiece> {
  const turns = createTurns();
  for (const piece of pieces) {
    if (piece) yield piece;
    if (turns.due()) await turns.give();
  }
}
