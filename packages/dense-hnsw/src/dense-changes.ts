import {
  type BatchOutcome,
  checkDocumentsInPieces,
  checkIds,
  type createSerialQueue,
  type Document,
  inTurns,
  type MutableIndex,
  TsrError,
} from '@tsr/core';
import type { DenseParts } from './dense-parts.ts';
import type { DenseUpkeep } from './dense-upkeep.ts';
import { checkNumbers, givenVectors, passageVectors } from './passage-vectors.ts';

export interface UpsertOptions {
  /** One a document. @default the embedder's */
  readonly vectors?: readonly Float32Array[] | undefined;
}

export interface DenseChanges extends MutableIndex {
  /** Adds, or replaces by id. With `vectors`, one a document, the embedder is not asked. */
  upsert(documents: readonly Document[], options?: UpsertOptions): Promise<BatchOutcome>;
}

/** Runs work alone: after all that came before it. */
export type Alone = ReturnType<typeof createSerialQueue>;

export interface DenseChangesOptions {
  readonly upkeep: DenseUpkeep;
  readonly alone: Alone;
  /** How many documents there are. */
  readonly size: number;
}

const DONE: BatchOutcome = { failed: [] };
/** Documents that are embedded at a time: their vectors wait for them in single precision. */
const PIECE = 1024;

/** The changing half of a dense index. Changes are applied one after the other, in the order of the calls. */
export function createDenseChanges(parts: DenseParts, options: DenseChangesOptions): DenseChanges {
  const { name, dimensions } = parts.plan;
  const { upkeep, alone } = options;
  const instance = crypto.randomUUID();
  let changes = 0;
  let { size } = options;

  function applied(difference: number): BatchOutcome {
    size += difference;
    changes += 1;
    upkeep.tidyUp();
    return DONE;
  }

  return {
    capabilities: { atomicBatches: true, readYourWrites: true },
    get revision() {
      return `${instance}-${changes}`;
    },
    count: async () => size,
    refresh: () => alone(async () => {}),
    async upsert(documents, { vectors } = {}) {
      // As they are now: they are added when all before them are.
      const batch = Array.isArray(documents) ? [...documents] : documents;
      const own = vectors && givenVectors(vectors, batch, dimensions);
      return alone(async () => {
        await inTurns(checkDocumentsInPieces(name, batch));
        if (own) await inTurns(checkNumbers(own, dimensions));
        return batch.length === 0 ? DONE : applied(await addBatch(parts, batch, own));
      });
    },
    async remove(ids) {
      const batch = checkIds(name, ids);
      return alone(async () => {
        const removed = removeBatch(parts, batch);
        return removed === 0 ? DONE : applied(-removed);
      });
    },
  };
}

/**
 * Vectors go in first, piece by piece, while no search sees them; then all documents appear at once. Gives by how many
 * there are more now.
 */
async function addBatch(
  parts: DenseParts,
  documents: readonly Document[],
  own: readonly Float32Array[] | undefined,
): Promise<number> {
  const { slots, vectors } = parts;
  const reserved = documents.map(slots.reserve);
  try {
    for (let from = 0; from < documents.length; from += PIECE) {
      const piece = documents.slice(from, from + PIECE);
      const made = own?.slice(from, from + PIECE) ?? (await passageVectors(piece, parts.plan));
      await inTurns(addVectors(parts, reserved.slice(from, from + PIECE), made));
    }
  } catch (cause) {
    for (const slot of reserved) {
      vectors.remove(slot);
      slots.release(slot);
    }
    throw cause;
  }
  return documents.length - publish(parts, documents, reserved);
}

function* addVectors(
  { vectors }: DenseParts,
  slots: readonly number[],
  made: readonly Float32Array[],
): Generator<void> {
  for (const [at, slot] of slots.entries()) {
    try {
      vectors.add(slot, made[at] as Float32Array);
    } catch (cause) {
      const message = `dense-hnsw: ${vectors.engine} refused a vector: ${cause}`;
      throw new TsrError('TSR_ENGINE_FAILURE', message, { cause });
    }
    yield;
  }
}

/** Gives how many documents were replaced. */
function publish(
  { slots, vectors, accepted }: DenseParts,
  documents: readonly Document[],
  own: readonly number[],
): number {
  let count = 0;
  for (const [at, { id }] of documents.entries()) {
    const slot = own[at] as number;
    const replaced = slots.slotOf(id);
    slots.bind(slot);
    vectors.show(slot);
    accepted.changed(slot);
    if (replaced === undefined) continue;
    take({ slots, vectors, accepted }, replaced);
    count += 1;
  }
  return count;
}

function take({ slots, vectors, accepted }: Pick<DenseParts, 'slots' | 'vectors' | 'accepted'>, slot: number): void {
  vectors.remove(slot);
  slots.release(slot);
  accepted.changed(slot);
}

/** Gives how many there were to remove. */
function removeBatch(parts: DenseParts, ids: readonly string[]): number {
  let count = 0;
  for (const id of ids) {
    const slot = parts.slots.slotOf(id);
    if (slot === undefined) continue;
    take(parts, slot);
    count += 1;
  }
  return count;
}
