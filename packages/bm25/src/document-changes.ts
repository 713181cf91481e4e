import { checkDocumentsInPieces, checkIds, type Document } from '@tsr/core';
import type { DocumentSlots } from '@tsr/storage';
import type { EngineBatch, LexicalEngine, TermsByField } from './lexical-engine.ts';

export interface DocumentChangesOptions {
  /** Of the index, in errors. */
  readonly name: string;
  readonly engine: LexicalEngine;
  readonly slots: DocumentSlots;
  readonly termsOf: (document: Document) => TermsByField;
}

/**
 * Changes of an index, piece by piece: they are worked out first, without effect, and take effect in one piece. One at
 * a time, to the end.
 */
export interface DocumentChanges {
  /** Adds or replaces by id. */
  put(batch: readonly Document[]): Iterable<void>;
  /** Unknown ids are passed over. */
  remove(ids: readonly string[]): Iterable<void>;
  /** How many changes took effect. */
  readonly count: number;
}

export function createDocumentChanges({ name, engine, slots, termsOf }: DocumentChangesOptions): DocumentChanges {
  let count = 0;

  function* takeOut(batch: EngineBatch, ids: Iterable<string>): Generator<void, readonly number[]> {
    const known = new Set<number>();
    for (const id of ids) {
      const slot = slots.slotOf(id);
      if (slot === undefined || known.has(slot)) continue;
      known.add(slot);
      yield* batch.remove(slot, termsOf(slots.at(slot)));
      yield;
    }
    return [...known];
  }

  /** Gives the slots of documents that take the place of others. New ids are found already, but score nothing yet. */
  function* work(
    batch: EngineBatch,
    documents: readonly Document[],
    added: number[],
  ): Generator<void, readonly number[]> {
    const replacing: number[] = [];
    for (const document of documents) {
      const slot = slots.reserve(document);
      added.push(slot);
      yield* batch.add(slot, termsOf(document));
      if (slots.slotOf(document.id) === undefined) slots.bind(slot);
      else replacing.push(slot);
      yield;
    }
    yield* batch.finish();
    return replacing;
  }

  function* put(documents: readonly Document[]): Generator<void> {
    yield* checkDocumentsInPieces(name, documents);
    const batch = engine.batch(documents.length);
    const added: number[] = [];
    let replacing: readonly number[];
    let removed: readonly number[];
    try {
      replacing = yield* work(batch, documents, added);
      removed = yield* takeOut(batch, idsIn(replacing));
    } catch (error) {
      added.forEach(slots.release);
      throw error;
    }
    batch.publish();
    replacing.forEach(slots.bind);
    count += 1;
    yield* release(removed);
  }

  function* remove(ids: readonly string[]): Generator<void> {
    const batch = engine.batch(0);
    const removed = yield* takeOut(batch, checkIds(name, ids));
    if (removed.length === 0) return;
    batch.publish();
    count += 1;
    yield* release(removed);
  }

  function* idsIn(taken: readonly number[]): Generator<string> {
    for (const slot of taken) yield slots.at(slot).id;
  }

  /** Ids of documents that nothing finds any more. */
  function* release(removed: readonly number[]): Generator<void> {
    for (const slot of removed) {
      slots.release(slot);
      yield;
    }
  }

  return {
    put,
    remove,
    get count() {
      return count;
    },
  };
}
