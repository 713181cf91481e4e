import { damaged, type FileKind, type FilePlace, type Sections } from '@tsr/storage';
import type { EngineName } from '../engines/vector-engine.ts';
import type { Metric, Storage } from '../vectors/vector-store.ts';

/** What a file says of itself. */
export interface DenseManifest {
  readonly dimensions: number;
  readonly metric: Metric;
  readonly storage: Storage;
  readonly m: number;
  readonly efConstruction: number;
  readonly seed: number;
  readonly count: number;
  /** Of the graph; absent where there is none. */
  readonly engine?: EngineName;
  /** Name and fingerprint of what made the vectors; absent where they were given. */
  readonly embedder?: { readonly name: string; readonly fingerprint: string };
}

export const DENSE_FILE: FileKind = { subject: 'dense-hnsw', magic: 'TSRDENS', version: 1 };

export const DENSE_SECTIONS = {
  manifest: 'manifest',
  /** Of each document, in the order of their slots: 1, or 0 for a zero vector. */
  present: 'vectors present',
  /** Of those present, one after the other. */
  floats: 'floats',
  codes: 'codes',
  scales: 'scales',
  graph: 'graph',
} as const;

export function readManifest(sections: Sections, place: FilePlace): DenseManifest {
  const bytes = sections.get(DENSE_SECTIONS.manifest);
  if (!bytes) throw damaged(place, 'has no manifest');
  return JSON.parse(new TextDecoder().decode(bytes));
}
