import { createTurns } from '@tsr/core';
import { bytesOf, encodeDocuments, type SectionPiece, writeSections } from '@tsr/storage';
import type { DenseParts } from '../dense-parts.ts';
import { DENSE_FILE, DENSE_SECTIONS, type DenseManifest } from './dense-manifest.ts';
import { graphBytes } from './graph-file.ts';

/** Nothing may change meanwhile. */
export async function writeDenseFile(parts: DenseParts, path: string): Promise<void> {
  await writeSections({ kind: DENSE_FILE, path }, piecesOf(parts, path));
}

async function* piecesOf(parts: DenseParts, path: string): AsyncGenerator<SectionPiece> {
  const turns = createTurns();
  const { members } = parts.vectors.graph;
  for (const piece of denseSections(parts)) {
    if (piece) yield piece;
    if (turns.due()) await turns.give();
  }
  if (members) for await (const bytes of graphBytes(members, path)) yield { name: DENSE_SECTIONS.graph, bytes };
}

/** All but the graph; `undefined` between pieces of work. */
function* denseSections({ plan, slots, vectors }: DenseParts): Generator<SectionPiece | undefined> {
  const { store } = vectors;
  const taken = Int32Array.from(slots.taken());
  const manifest: DenseManifest = {
    dimensions: plan.dimensions,
    metric: plan.metric,
    storage: store.storage,
    m: plan.m,
    efConstruction: plan.efConstruction,
    seed: plan.seed,
    count: taken.length,
    ...(vectors.graph.members && { engine: vectors.graph.members.name }),
    ...(plan.embedder && { embedder: { name: plan.embedder.name, fingerprint: plan.embedder.fingerprint } }),
  };
  yield section(DENSE_SECTIONS.manifest, new TextEncoder().encode(JSON.stringify(manifest)));
  yield section(
    DENSE_SECTIONS.present,
    Uint8Array.from(taken, (slot) => Number(store.holds(slot))),
  );
  const present = taken.filter(store.holds);
  const rows = store.storage === 'float32' ? DENSE_SECTIONS.floats : DENSE_SECTIONS.codes;
  for (const slot of present) yield section(rows, store.row(slot).slice());
  if (store.storage === 'int8') yield section(DENSE_SECTIONS.scales, Float64Array.from(present, store.scale));
  yield* encodeDocuments(slots, taken, { keepSlots: true });
}

function section(name: string, array: ArrayBufferView): SectionPiece {
  return { name, bytes: bytesOf(array) };
}
