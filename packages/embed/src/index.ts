export { type BundledEmbedderOptions, createBundledEmbedder } from './bundled-embedder.ts';
export {
  type CachedEmbedder,
  type CachedEmbedderOptions,
  type CacheStatistics,
  createCachedEmbedder,
} from './cached-embedder.ts';
export {
  createMemoryVectorStore,
  type MemoryVectorStore,
  type MemoryVectorStoreOptions,
} from './cached-memory-store.ts';
export type { VectorEntry, VectorStore } from './cached-vector-store.ts';
export type { EmbedProgress } from './embed-progress.ts';
export { createRemoteEmbedder, type RemoteEmbedder } from './remote-embedder.ts';
export type { RemoteEmbedderOptions } from './remote-options.ts';
export type { RemoteUsage } from './remote-usage.ts';
export { createStaticEmbedder, type StaticEmbedder, type StaticEmbedderOptions } from './static-embedder.ts';
export type { TokenVectors } from './static-token-vectors.ts';
