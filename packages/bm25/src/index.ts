export { type Bm25Index, createBm25Index, type TermScores } from './bm25-index.ts';
export type { Bm25Options } from './bm25-options.ts';
export type { Bm25Parameters } from './lexical-engine.ts';
