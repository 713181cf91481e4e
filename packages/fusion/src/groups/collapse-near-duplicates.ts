import { compareIds, type Document, type Fusion, outOfRange, passageText, shown } from '@tsr/core';
import { fuseGroups, type Groups } from './fuse-groups.ts';

export interface NearDuplicateOptions {
  /** Least share of word triples that two texts have in common, of all that they have: above 0, at most 1. @default .8 */
  readonly similarity?: number | undefined;
}

/**
 * The fusion, with texts that say nearly the same counting as one: copies of a page, an old version beside the new. The
 * result is the one that a leg ranked best. A text joins the first that it resembles, in the order of ids.
 *
 * Source: Broder, On the resemblance and containment of documents, 1997 (shingles).
 *
 * @throws RangeError (`TSR_INVALID_ARGUMENT`) for a similarity that is not above 0 and at most 1.
 */
export function collapseNearDuplicates(fusion: Fusion, { similarity = 0.8 }: NearDuplicateOptions = {}): Fusion {
  if (!(similarity > 0 && similarity <= 1)) {
    throw outOfRange(`collapseNearDuplicates: similarity is ${shown(similarity)}; pass a share above 0, at most 1`);
  }
  return fuseGroups('collapseNearDuplicates', fusion, (documents) => resembling(documents, similarity));
}

interface Group {
  readonly name: string;
  readonly size: number;
}

function resembling(documents: readonly Document[], similarity: number): Groups {
  const having = new Map<string, Group[]>();
  const groups = new Map<string, string>();
  for (const document of documents) {
    const shingles = shinglesOf(passageText(document));
    const alike = firstAlike(shingles, having, similarity);
    groups.set(document.id, alike?.name ?? document.id);
    if (alike) continue;
    const group = { name: document.id, size: shingles.size };
    for (const shingle of shingles) {
      const others = having.get(shingle);
      if (others) others.push(group);
      else having.set(shingle, [group]);
    }
  }
  return groups;
}

/** Time grows with the shingles that texts share. */
function firstAlike(
  shingles: ReadonlySet<string>,
  having: ReadonlyMap<string, readonly Group[]>,
  similarity: number,
): Group | undefined {
  const common = new Map<Group, number>();
  for (const shingle of shingles) {
    for (const group of having.get(shingle) ?? []) common.set(group, (common.get(group) ?? 0) + 1);
  }
  const alike = [...common].filter(([{ size }, count]) => count / (size + shingles.size - count) >= similarity);
  return alike.reduce<Group | undefined>(
    (first, [group]) => (first && compareIds(first.name, group.name) < 0 ? first : group),
    undefined,
  );
}

/** Triples of words, letters and digits alone, in lower case; a shorter text is one of itself. */
function shinglesOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < 3) return new Set(words.length === 0 ? [] : [words.join(' ')]);
  return new Set(words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`));
}
