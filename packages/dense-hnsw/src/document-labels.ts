import { compareIds, type Document } from '@tsr/core';

/**
 * Which label stands for which document. A label is reserved first, while its vector goes into the index, and seen
 * by searches when it is published.
 */
export interface DocumentLabels {
  /** How many documents are published. */
  readonly size: number;
  /** Are there labels that no search may see yet? */
  readonly hasHidden: boolean;
  /** A label that is free. */
  reserve(): number;
  /** Gives a label back, published or not. */
  release(label: number): void;
  /** Lets searches see the document; returns the label of the one that it replaces, which is released. */
  publish(label: number, document: Document): number | undefined;
  /** Of a published document. */
  labelOf(id: string): number | undefined;
  /** Of a published label. */
  documentAt(label: number): Document | undefined;
  /** Order of two labels by the ids of their documents. */
  compare(labelA: number, labelB: number): number;
}

export function createDocumentLabels(): DocumentLabels {
  const labels = new Map<string, number>();
  const documents: (Document | undefined)[] = [];
  const free: number[] = [];

  function release(label: number): void {
    const document = documents[label];
    if (document) labels.delete(document.id);
    documents[label] = undefined;
    free.push(label);
  }

  return {
    get size() {
      return labels.size;
    },
    get hasHidden() {
      return documents.length - free.length > labels.size;
    },
    reserve() {
      const reused = free.pop();
      return reused ?? documents.push(undefined) - 1;
    },
    release,
    publish(label, document) {
      const replaced = labels.get(document.id);
      if (replaced !== undefined) release(replaced);
      labels.set(document.id, label);
      documents[label] = document;
      return replaced;
    },
    labelOf: (id) => labels.get(id),
    documentAt: (label) => documents[label],
    compare: (a, b) => compareIds(documents[a]?.id ?? '', documents[b]?.id ?? ''),
  };
}
