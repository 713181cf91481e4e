import { checkDocuments } from './arguments.ts';
import type { Document, DocumentStore } from './contracts.ts';

/** A {@link DocumentStore} over documents held in memory. */
export function createMemoryDocumentStore(documents: readonly Document[]): DocumentStore {
  const byId = new Map(checkDocuments('document store', documents).map((document) => [document.id, document]));
  return { getMany: async (ids) => ids.map((id) => byId.get(id)) };
}
