import type { Document } from '@tsr/core';
import { createIdTable } from './id-table.ts';

/** Documents, each with a small integer of its own for as long as it is there, and by id. */
export interface DocumentSlots {
  /** A slot for a document that is not found by its id yet. */
  reserve(document: Document): number;
  /** The document of the slot is found by its id from now on, instead of the one that was. */
  bind(slot: number): void;
  /** Frees a slot. */
  release(slot: number): void;
  slotOf(id: string): number | undefined;
  /** The document in a slot that is taken. */
  at(slot: number): Document;
}

export function createDocumentSlots(): DocumentSlots {
  const documents: (Document | undefined)[] = [];
  const free: number[] = [];
  const at = (slot: number): Document => documents[slot] as Document;
  const ids = createIdTable((slot) => at(slot).id);

  return {
    reserve(document) {
      const slot = free.pop() ?? documents.length;
      documents[slot] = document;
      return slot;
    },
    bind(slot) {
      const { id } = at(slot);
      if (ids.get(id) !== undefined) ids.delete(id);
      ids.add(id, slot);
    },
    release(slot) {
      const { id } = at(slot);
      if (ids.get(id) === slot) ids.delete(id);
      documents[slot] = undefined;
      free.push(slot);
    },
    slotOf: (id) => ids.get(id),
    at,
  };
}
