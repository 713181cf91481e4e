import { type DocumentSlots, damaged, type FilePlace, type Sections } from '@tsr/storage';
import type { VectorEngineFactory, VectorEngineOptions } from '../engines/vector-engine.ts';
import type { VectorIndex } from '../vector-index.ts';
import type { VectorStore } from '../vectors/vector-store.ts';
import { DENSE_SECTIONS, type DenseManifest } from './dense-manifest.ts';
import { withGraphFile } from './graph-file.ts';

interface Restoring {
  readonly manifest: DenseManifest;
  readonly sections: Sections;
  readonly place: FilePlace;
  readonly slots: DocumentSlots;
  readonly store: VectorStore;
}

/** Fills a store, a vector at a time. */
export function* restoreVectors({ manifest, sections, place, slots, store }: Restoring): Generator<void> {
  const { dimensions, storage } = manifest;
  const taken = [...slots.taken()];
  const present = read(sections, DENSE_SECTIONS.present, place, taken.length);
  const held = taken.filter((_, at) => present[at] === 1);
  const restore = storage === 'float32' ? fromFloats : fromCodes;
  const one = restore({ sections, place, dimensions, count: held.length }, store);
  for (const [at, slot] of held.entries()) {
    one(slot, at);
    store.show(slot);
    yield;
  }
}

interface Rows {
  readonly sections: Sections;
  readonly place: FilePlace;
  readonly dimensions: number;
  readonly count: number;
}

type RestoreOne = (slot: number, at: number) => void;

function fromFloats({ sections, place, dimensions, count }: Rows, store: VectorStore): RestoreOne {
  const rows = new Float32Array(read(sections, DENSE_SECTIONS.floats, place, 4 * count * dimensions).buffer);
  return (slot, at) => store.set(slot, rows.subarray(at * dimensions, (at + 1) * dimensions));
}

function fromCodes({ sections, place, dimensions, count }: Rows, store: VectorStore): RestoreOne {
  const rows = new Int8Array(read(sections, DENSE_SECTIONS.codes, place, count * dimensions).buffer);
  const scales = new Float64Array(read(sections, DENSE_SECTIONS.scales, place, 8 * count).buffer);
  return (slot, at) => store.restore(slot, rows.subarray(at * dimensions, (at + 1) * dimensions), scales[at] as number);
}

/** A section of so many bytes. Empty ones are left out of files. */
function read(sections: Sections, name: string, place: FilePlace, bytes: number): Uint8Array<ArrayBuffer> {
  const found = sections.get(name) ?? new Uint8Array(0);
  if (found.length === bytes) return found;
  throw damaged(place, `has ${found.length} bytes of ${name}, and should have ${bytes}`);
}

interface RestoringGraph {
  readonly engine: VectorEngineFactory;
  readonly settings: VectorEngineOptions;
  readonly sections: Sections;
  readonly place: FilePlace;
  readonly vectors: VectorIndex;
}

/** The graph searches from then on. Its bytes are those that the engine wrote: the checksum says so. */
export async function restoreGraph(restoring: RestoringGraph): Promise<void> {
  const { engine, settings, sections, place, vectors } = restoring;
  const bytes = sections.get(DENSE_SECTIONS.graph);
  if (!bytes) throw damaged(place, 'has no section graph');
  const { store, graph } = vectors;
  const labels = Array.from({ length: store.end }, (_, label) => label).filter(store.has);
  try {
    graph.use(await withGraphFile(bytes, (path) => engine.open(path, settings)), labels);
  } catch (cause) {
    throw damaged(place, `has a graph that ${engine.name} cannot read (${cause})`, cause);
  }
}
