export { createExactSearch, type ExactSearchOptions } from './exact-search.ts';
export { createHashEmbedder, type HashEmbedderOptions } from './hash-embedder.ts';
export { createNaiveBm25, type NaiveBm25Options } from './naive-bm25.ts';
export type { NaiveIndex } from './naive-index.ts';
export { createOverlapReranker, type OverlapRerankerOptions } from './overlap-reranker.ts';
export { words } from './words.ts';
