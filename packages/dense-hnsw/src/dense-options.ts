import { checkCount, type Document, type Embedder, invalidArgument, outOfRange, shown } from '@tsr/core';
import type { EngineName } from './vector-engine.ts';
import { warnOnce } from './warn-once.ts';

export interface DenseIndexOptions {
  /** Makes the vectors of documents and queries. Without one, both bring their own. */
  readonly embedder?: Embedder | undefined;
  /** Length of every vector. @default the embedder's, or that of the first of `vectors` */
  readonly dimensions?: number | undefined;
  /** What is in the index from the start. @default none */
  readonly documents?: readonly Document[] | undefined;
  /** One vector a document; the embedder is not asked then. @default the embedder's */
  readonly vectors?: readonly Float32Array[] | undefined;
  /**
   * What searches. `'auto'` is exact up to 5,000 documents, then hnswlib-node if it is installed, else usearch,
   * else exact still. @default 'auto'
   */
  readonly engine?: 'auto' | EngineName | 'exact' | undefined;
  /** Links a node of the graph, 2 to 256. @default 16 */
  readonly m?: number | undefined;
  /** Length of the list of candidates while the graph is built. @default 200 */
  readonly efConstruction?: number | undefined;
  /** Least number of candidates that a search takes from the graph. @default 3 a result, at least 64 */
  readonly efSearch?: number | undefined;
  /** Of the graph's random layers; an integer of 0 to 2^32 - 1. usearch has a seed of its own. @default 1 */
  readonly seed?: number | undefined;
  /** @default 'dense' */
  readonly name?: string | undefined;
  /** Told when an engine is missing and another is used. @default a process warning, once a process */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** Checked options with defaults filled in. */
export interface DensePlan {
  readonly embedder: Embedder | undefined;
  readonly dimensions: number;
  readonly engine: 'auto' | EngineName | 'exact';
  readonly m: number;
  readonly efConstruction: number;
  readonly efSearch: number | undefined;
  readonly seed: number;
  readonly name: string;
  readonly onWarning: (message: string) => void;
}

const SUBJECT = 'dense-hnsw';
const ENGINES: readonly unknown[] = ['auto', 'hnswlib', 'usearch', 'exact'];

export function densePlan(options: DenseIndexOptions): DensePlan {
  const { embedder, engine = 'auto', m = 16, efConstruction = 200, efSearch, seed = 1 } = options;
  const { name = 'dense', onWarning = warnOnce } = options;
  if (!ENGINES.includes(engine)) {
    throw invalidArgument(`${SUBJECT}: engine is ${shown(engine)}; pass one of ${ENGINES.join(', ')}`);
  }
  if (embedder !== undefined && typeof embedder?.embedQuery !== 'function') {
    throw invalidArgument(`${SUBJECT}: embedder is ${shown(embedder)}; pass an Embedder`);
  }
  return {
    embedder,
    dimensions: dimensionsOf(options),
    engine,
    m: checkRange('m', m, 2, 256),
    efConstruction: checkRange('efConstruction', efConstruction, 1, 2 ** 16),
    efSearch: efSearch === undefined ? undefined : checkCount(SUBJECT, 'efSearch', efSearch),
    seed: checkRange('seed', seed, 0, 2 ** 32 - 1),
    name,
    onWarning,
  };
}

function dimensionsOf({ embedder, dimensions, vectors }: DenseIndexOptions): number {
  if (embedder && dimensions !== undefined && dimensions !== embedder.dimensions) {
    const fact = `dimensions is ${shown(dimensions)}, embedder ${embedder.name} makes ${embedder.dimensions}`;
    throw invalidArgument(`${SUBJECT}: ${fact}; leave dimensions out`);
  }
  const known = dimensions ?? embedder?.dimensions ?? vectors?.[0]?.length;
  if (known !== undefined) return checkCount(SUBJECT, 'dimensions', known);
  throw invalidArgument(`${SUBJECT}: the length of the vectors is unknown; pass an embedder, dimensions or vectors`);
}

function checkRange(field: string, value: number, lowest: number, highest: number): number {
  if (Number.isInteger(value) && value >= lowest && value <= highest) return value;
  throw outOfRange(`${SUBJECT}: ${field} is ${shown(value)}; pass an integer of ${lowest} to ${highest}`);
}
