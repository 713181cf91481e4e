export { createBundledEmbedder } from './bundled-embedder.ts';
export { createStaticEmbedder, type StaticEmbedderOptions } from './static-embedder.ts';
