import type { Fusion } from '@tsr/core';
import { fuseGroups } from './fuse-groups.ts';

/**
 * The fusion, with passages of one source document (`source.id`) counting as one: without it, a long document has as many
 * votes as it has passages, and two legs that found different passages of it do not agree. The result is the passage that
 * a leg ranked best.
 *
 * @example
 * createHybridRetriever({ retrievers, fusion: oneVotePerSource(convexCombination()) });
 */
export function oneVotePerSource(fusion: Fusion): Fusion {
  return fuseGroups('oneVotePerSource', fusion, (documents) => {
    return new Map(documents.flatMap(({ id, source }) => (source === undefined ? [] : [[id, source.id]])));
  });
}
