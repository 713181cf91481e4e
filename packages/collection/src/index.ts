export type { EmbedderIdentity } from './manifest.ts';
export { type Collection, type OpenCollectionOptions, openCollection } from './open-collection.ts';
export { type WriteCollectionOptions, writeCollection } from './write-collection.ts';
