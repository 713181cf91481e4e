import type { Document } from '@tsr/core';

/** Documents by id, each with a small integer of its own for as long as it is there. */
export interface DocumentSlots {
  readonly size: number;
  /** Adds or replaces by id; a replaced document keeps its slot. */
  put(document: Document): number;
  /** The slot that is now free, if the id was known. */
  remove(id: string): number | undefined;
  slotOf(id: string): number | undefined;
  /** The document in a slot that is taken. */
  at(slot: number): Document;
}

export function createDocumentSlots(): DocumentSlots {
  const slots = new Map<string, number>();
  const documents: (Document | undefined)[] = [];
  const free: number[] = [];

  return {
    get size() {
      return slots.size;
    },
    put(document) {
      const slot = slots.get(document.id) ?? free.pop() ?? documents.length;
      slots.set(document.id, slot);
      documents[slot] = document;
      return slot;
    },
    remove(id) {
      const slot = slots.get(id);
      if (slot === undefined) return undefined;
      slots.delete(id);
      documents[slot] = undefined;
      free.push(slot);
      return slot;
    },
    slotOf: (id) => slots.get(id),
    at: (slot) => documents[slot] as Document,
  };
}
