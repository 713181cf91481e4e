export type { Collection, FirstStage, FusingOptions, OpenCollectionOptions } from './collection.ts';
export type { EmbedderIdentity } from './manifest.ts';
export { openCollection } from './open-collection.ts';
export { type WriteCollectionOptions, writeCollection } from './write-collection.ts';
