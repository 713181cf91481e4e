import type { Document } from '@tsr/core';
import { createIdOrder, type IdOrder } from './id-order.ts';
import { createIdTable } from './id-table.ts';
import type { StoredDocuments } from './stored-documents.ts';

/** Documents, each with a small integer of its own for as long as it is there, and by id. */
export interface DocumentSlots {
  /** A slot for a document that is not found by its id yet. */
  reserve(document: Document): number;
  /** The document of the slot is found by its id from now on, instead of the one that was. */
  bind(slot: number): void;
  /** Frees a slot. */
  release(slot: number): void;
  slotOf(id: string): number | undefined;
  /** All slots that are taken, ascending. */
  taken(): Iterable<number>;
  /** The document in a slot that is taken. */
  at(slot: number): Document;
  /** Order of slots by the ids of their documents. */
  readonly order: Pick<IdOrder, 'compare' | 'rankOf'>;
  /** Makes comparing quick for all documents that are there, piece by piece. None comes or goes meanwhile. */
  renewOrder(): Iterable<void>;
}

/** Begins with the documents that are stored: read once, when they are first asked for. */
export function createDocumentSlots(stored?: StoredDocuments): DocumentSlots {
  /** Not there: not read yet; null: free. */
  const documents: (Document | null | undefined)[] = new Array(stored?.end ?? 0);
  const free: number[] = [...(stored?.holes ?? [])];
  for (const slot of free) documents[slot] = null;
  const ids = createIdTable((slot) => at(slot).id, stored?.ids);

  const order = createIdOrder((slot) => at(slot).id, stored?.idRanks);

  function at(slot: number): Document {
    if (documents[slot] === undefined) documents[slot] = stored?.at(slot);
    return documents[slot] as Document;
  }

  function* taken(): Generator<number> {
    for (let slot = 0; slot < documents.length; slot++) if (documents[slot] !== null) yield slot;
  }

  return {
    order,
    taken,
    renewOrder: () => order.renew([...taken()]),
    reserve(document) {
      const slot = free.pop() ?? documents.length;
      order.forget(slot);
      documents[slot] = document;
      return slot;
    },
    bind(slot) {
      ids.set(at(slot).id, slot);
    },
    release(slot) {
      const { id } = at(slot);
      if (ids.get(id) === slot) ids.delete(id);
      documents[slot] = null;
      free.push(slot);
    },
    slotOf: (id) => ids.get(id),
    at,
  };
}
