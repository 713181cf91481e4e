export { createBundledEmbedder } from './bundled-embedder.ts';
export { createStaticEmbedder, type StaticEmbedder, type StaticEmbedderOptions } from './static-embedder.ts';
