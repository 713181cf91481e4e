import { createDenseIndex, type DenseIndexOptions } from '@tsr/dense-hnsw';
import { type DenseEngineName, RECALL, TOP_K } from './jobs.ts';

export interface DenseEngine {
  /** Labels of the best. */
  search(query: Float32Array): ArrayLike<number> | Promise<ArrayLike<number>>;
  /** How many candidates it takes from its graph. */
  efSearch(): number | Promise<number>;
  /** Takes more candidates; false where it cannot, or chooses itself. */
  more(): boolean;
}

type Build = (vectors: readonly Float32Array[]) => DenseEngine | Promise<DenseEngine>;

const M = 16;
const EF_CONSTRUCTION = 200;
const MORE = 1.1;
const CANDIDATES_OF_OURS = 153;

export const BUILD: Readonly<Record<DenseEngineName, Build>> = {
  async hnswlib(vectors) {
    const { default: hnswlib } = await import('hnswlib-node');
    const index = new hnswlib.HierarchicalNSW('cosine', vectors[0]?.length ?? 0);
    index.initIndex(vectors.length, M, EF_CONSTRUCTION);
    for (const [label, vector] of vectors.entries()) index.addPoint([...vector], label);
    return counting((ef) => {
      index.setEf(ef);
      return (query) => index.searchKnn([...query], TOP_K).neighbors;
    });
  },
  usearch: (vectors) => usearch(vectors, 'f16', TOP_K),
  // Alone it never reaches the recall: what the default's engine takes of the default's time.
  'usearch-i8': async (vectors) => ({ ...(await usearch(vectors, 'i8', CANDIDATES_OF_OURS)), more: () => false }),
  ours: (vectors) => ours(vectors, {}),
  'ours-hnswlib': (vectors) => ours(vectors, { engine: 'hnswlib' }),
  'ours-exact': (vectors) => ours(vectors, { engine: 'exact' }),
  'ours-exact-int8': (vectors) => ours(vectors, { engine: 'exact', storage: 'int8' }),
  naive(vectors) {
    const dimensions = vectors[0]?.length ?? 0;
    const rows = new Float32Array(vectors.length * dimensions);
    for (const [label, vector] of vectors.entries()) rows.set(vector, label * dimensions);
    return { search: (query) => naiveSearch(rows, query), efSearch: () => 0, more: () => false };
  },
};

async function usearch(
  vectors: readonly Float32Array[],
  quantization: 'f16' | 'i8',
  least: number,
): Promise<DenseEngine> {
  const { Index } = await import('usearch');
  const index = new Index({
    dimensions: vectors[0]?.length ?? 0,
    metric: 'cos' as never,
    quantization: quantization as never,
    connectivity: M,
    expansion_add: EF_CONSTRUCTION,
    expansion_search: 1,
    multi: false,
  });
  for (const [label, vector] of vectors.entries()) index.add(BigInt(label), vector, 1);
  // As many results as candidates: there is no other way to set it.
  return counting((ef) => (query) => Array.from(index.search(query, ef, 1).keys.subarray(0, TOP_K), Number), least);
}

async function ours(vectors: readonly Float32Array[], options: Partial<DenseIndexOptions>): Promise<DenseEngine> {
  const index = await createDenseIndex({
    documents: documentsOf(vectors.length),
    vectors,
    recallTarget: RECALL,
    ...options,
  });
  return {
    search: async (vector) => {
      const ranking = await index.search({ text: '', vector }, { topK: TOP_K });
      return ranking.map(({ document }) => Number(document.id));
    },
    efSearch: async () => (await index.quality({ topK: TOP_K })).efSearch,
    more: () => false,
  };
}

let made: readonly { readonly id: string; readonly content: string }[] = [];

/** Once, before memory is measured. */
export function documentsOf(count: number): typeof made {
  if (made.length !== count) made = Array.from({ length: count }, (_, label) => ({ id: String(label), content: '' }));
  return made;
}

function counting(searchWith: (ef: number) => DenseEngine['search'], least = TOP_K): DenseEngine {
  let ef = least;
  let search = searchWith(ef);
  return {
    search: (query) => search(query),
    efSearch: () => ef,
    more() {
      ef = Math.ceil(ef * MORE);
      search = searchWith(ef);
      return true;
    },
  };
}

/** Vectors have length 1. */
function naiveSearch(rows: Float32Array, query: Float32Array): readonly number[] {
  const dimensions = query.length;
  const scores = new Float64Array(rows.length / dimensions);
  for (let label = 0; label < scores.length; label++) {
    let sum = 0;
    for (let i = 0; i < dimensions; i++) sum += (rows[label * dimensions + i] as number) * (query[i] as number);
    scores[label] = sum;
  }
  const worst = Float64Array.from(scores).sort().at(-TOP_K) ?? Number.NEGATIVE_INFINITY;
  const best = Array.from(scores.keys()).filter((label) => (scores[label] as number) >= worst);
  return best.sort((a, b) => (scores[b] as number) - (scores[a] as number)).slice(0, TOP_K);
}
