import { checkOptions, inTurns, invalidArgument, shown, TsrError } from '@tsr/core';
import { createDocumentSlots, decodeDocuments, type FilePlace, readSections, type Sections } from '@tsr/storage';
import { createAcceptedLabelSets } from './accepted-labels.ts';
import { assembleDenseIndex } from './assemble-dense-index.ts';
import type { DenseIndex } from './dense-index.ts';
import { type DenseIndexOptions, densePlan } from './dense-options.ts';
import { createDenseUpkeep } from './dense-upkeep.ts';
import { type LoadEngine, loadEngine } from './engines/load-engine.ts';
import type { VectorEngineFactory } from './engines/vector-engine.ts';
import { DENSE_FILE, type DenseManifest, readManifest } from './file/dense-manifest.ts';
import { restoreGraph, restoreVectors } from './file/restore-vectors.ts';
import { createVectorIndex } from './vector-index.ts';

/** Options of an index that was saved: what a file does not hold. */
export type OpenDenseIndexOptions = Pick<
  DenseIndexOptions,
  'embedder' | 'recallTarget' | 'efSearch' | 'name' | 'onWarning'
>;

const KEPT = [
  'documents',
  'vectors',
  'dimensions',
  'engine',
  'metric',
  'storage',
  'm',
  'efConstruction',
  'seed',
] as const;

/**
 * Opens what {@link DenseIndex.save} wrote: no vector is embedded, no graph built. Where the graph's engine is not
 * installed, search is exact, and `onWarning` is told. The index can be changed; the file is not.
 *
 * Rejects with `TSR_CORRUPT_FILE` if the file is damaged, cut short, none of ours or of another version; with `TSR_IO`
 * if it cannot be read; with `TSR_INVALID_ARGUMENT` if `embedder` is not the one that made the vectors (by fingerprint) or
 * an option is kept in the file.
 *
 * @example
 * await index.save('passages.dense');
 * const same = await openDenseIndex('passages.dense', { embedder });
 */
export function openDenseIndex(path: string, options: OpenDenseIndexOptions = {}): Promise<DenseIndex> {
  return openDenseIndexWith(path, options, loadEngine);
}

/** {@link openDenseIndex} with a loader of engines of one's own. */
export async function openDenseIndexWith(
  path: string,
  options: OpenDenseIndexOptions,
  load: LoadEngine,
): Promise<DenseIndex> {
  const asked: DenseIndexOptions = checkOptions('dense-hnsw', options);
  const kept = KEPT.find((option) => asked[option] !== undefined);
  if (kept)
    throw invalidArgument(`dense-hnsw: ${kept} is kept in the file; leave it out, or build a new index with it`);
  if (typeof path !== 'string') throw invalidArgument(`dense-hnsw: path is ${shown(path)}; pass the path of a file`);
  const place = { kind: DENSE_FILE, path };
  const sections = await readSections(place);
  const manifest = readManifest(sections, place);
  checkEmbedder(manifest, options, path);
  return restored({ manifest, sections, place, options, load });
}

interface Restoring {
  readonly manifest: DenseManifest;
  readonly sections: Sections;
  readonly place: FilePlace;
  readonly options: OpenDenseIndexOptions;
  readonly load: LoadEngine;
}

async function restored({ manifest, sections, place, options, load }: Restoring): Promise<DenseIndex> {
  const { dimensions, metric, storage, m, efConstruction, seed, engine } = manifest;
  const settings = { dimensions, metric, m, efConstruction, seed };
  const plan = densePlan({ ...options, ...settings, engine: engine ?? 'auto' });
  const slots = createDocumentSlots(decodeDocuments(sections, place));
  const vectors = createVectorIndex({ ...plan, storage, tieBreak: slots.order.compare });
  await inTurns(restoreVectors({ manifest, sections, place, slots, store: vectors.store }));
  const chosen = engine && (await engineOf(engine, load, plan.onWarning));
  if (chosen) await restoreGraph({ engine: chosen, settings, sections, place, vectors });
  const parts = { plan, slots, vectors, accepted: createAcceptedLabelSets(), load };
  return assembleDenseIndex(parts, { upkeep: createDenseUpkeep(parts, chosen), size: manifest.count });
}

function checkEmbedder({ embedder, dimensions }: DenseManifest, options: OpenDenseIndexOptions, path: string): void {
  const given = options.embedder;
  if (!given || given.fingerprint === embedder?.fingerprint) return;
  if (!embedder && given.dimensions === dimensions) return;
  const built = embedder
    ? `embedder ${embedder.name} (${embedder.fingerprint})`
    : `vectors of ${dimensions} dimensions`;
  const other = `${given.name} (${given.fingerprint})`;
  throw invalidArgument(`dense-hnsw: ${path} was built with ${built}, not ${other}; pass that one, or build it again`);
}

async function engineOf(
  name: NonNullable<DenseManifest['engine']>,
  load: LoadEngine,
  onWarning: (message: string) => void,
): Promise<VectorEngineFactory | undefined> {
  try {
    return await load(name);
  } catch (error) {
    if (!(error instanceof TsrError && error.code === 'TSR_MISSING_DEPENDENCY')) throw error;
    onWarning(`${error.message}. Exact search is used instead; its time grows with the number of documents.`);
    return undefined;
  }
}
