import { checkCount, checkOptions, type Document, type Embedder, invalidArgument, outOfRange, shown } from '@tsr/core';
import type { EngineName } from './engines/vector-engine.ts';
import type { Metric, Storage } from './vectors/vector-store.ts';
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
   * What searches. `'auto'` is exact up to 10,000 documents, then usearch if it is installed, else hnswlib-node, else
   * exact still. @default 'auto'
   */
  readonly engine?: 'auto' | EngineName | 'exact' | undefined;
  /** What a score is. `'cosine'`: -1 to 1. `'dot'`: the dot product, of vectors of any length. @default 'cosine' */
  readonly metric?: Metric | undefined;
  /**
   * How vectors are kept. `'float32'`: as they came; scores are exact. `'int8'`: 8 bits per number, a quarter of the
   * memory; a cosine is then that with the rounded vector, off by about .001. @default `'float32'` while search is
   * exact, `'int8'` once there is a graph
   */
  readonly storage?: Storage | undefined;
  /** Links a node of the graph, 2 to 256. @default 16 */
  readonly m?: number | undefined;
  /** Length of the list of candidates while the graph is built. @default 200 */
  readonly efConstruction?: number | undefined;
  /**
   * Share of the exact best that a search by graph finds on average, above 0, at most 1: how many candidates that takes is
   * measured for each topK, against exact search. @default 0.98
   */
  readonly recallTarget?: number | undefined;
  /** Number of candidates that a search takes from the graph, at least topK. @default as many as `recallTarget` takes */
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
  readonly recallTarget: number;
  readonly metric: Metric;
  readonly storage: Storage | undefined;
  readonly seed: number;
  readonly name: string;
  readonly onWarning: (message: string) => void;
}

const SUBJECT = 'dense-hnsw';
/** More than any model makes. */
const MOST_DIMENSIONS = 2 ** 16;
const CHOICES = {
  engine: ['auto', 'usearch', 'hnswlib', 'exact'],
  metric: ['cosine', 'dot'],
  storage: ['float32', 'int8'],
} as const;

export function densePlan(options: DenseIndexOptions): DensePlan {
  const { embedder, m = 16, efConstruction = 200, efSearch, seed = 1 } = checkOptions(SUBJECT, options);
  const { name = 'dense', onWarning = warnOnce, engine = 'auto', metric = 'cosine', storage } = options;
  if (embedder !== undefined && typeof embedder?.embedQuery !== 'function') {
    throw invalidArgument(`${SUBJECT}: embedder is ${shown(embedder)}; pass an Embedder`);
  }
  return {
    embedder,
    dimensions: dimensionsOf(options),
    engine: checkChoice('engine', engine),
    metric: checkChoice('metric', metric),
    storage: storage === undefined ? undefined : checkChoice('storage', storage),
    m: checkRange('m', m, 2, 256),
    efConstruction: checkRange('efConstruction', efConstruction, 1, 2 ** 16),
    efSearch: efSearch === undefined ? undefined : checkCount(SUBJECT, 'efSearch', efSearch),
    recallTarget: checkShare('recallTarget', options.recallTarget ?? 0.98),
    seed: checkRange('seed', seed, 0, 2 ** 32 - 1),
    name,
    onWarning,
  };
}

function checkChoice<T extends string>(field: keyof typeof CHOICES, value: T): T {
  if ((CHOICES[field] as readonly string[]).includes(value)) return value;
  throw invalidArgument(`${SUBJECT}: ${field} is ${shown(value)}; pass one of ${CHOICES[field].join(', ')}`);
}

function checkShare(field: string, value: number): number {
  if (value > 0 && value <= 1) return value;
  throw outOfRange(`${SUBJECT}: ${field} is ${shown(value)}; pass a number above 0, at most 1`);
}

function dimensionsOf({ embedder, dimensions, vectors }: DenseIndexOptions): number {
  if (embedder && dimensions !== undefined && dimensions !== embedder.dimensions) {
    const fact = `dimensions is ${shown(dimensions)}, embedder ${embedder.name} makes ${embedder.dimensions}`;
    throw invalidArgument(`${SUBJECT}: ${fact}; leave dimensions out`);
  }
  const known = dimensions ?? embedder?.dimensions ?? vectors?.[0]?.length;
  if (known !== undefined) return checkRange('dimensions', known, 1, MOST_DIMENSIONS);
  throw invalidArgument(`${SUBJECT}: the length of the vectors is unknown; pass an embedder, dimensions or vectors`);
}

function checkRange(field: string, value: number, lowest: number, highest: number): number {
  if (Number.isInteger(value) && value >= lowest && value <= highest) return value;
  throw outOfRange(`${SUBJECT}: ${field} is ${shown(value)}; pass an integer of ${lowest} to ${highest}`);
}
