import { type Document, invalidArgument, seededRandom } from '@tsr/core';
import type { Qrels } from '../evaluate.ts';
import { checkPositive } from '../map-many.ts';

export interface KnownItemOptions {
  /** At most how many queries. @default 100 */
  readonly count?: number | undefined;
  /** Which titles are taken. @default 1 */
  readonly seed?: number | undefined;
  /** Titles of fewer words are left out: they say too little. @default 2 */
  readonly minWords?: number | undefined;
}

export interface KnownItems {
  /** Query texts by id. */
  readonly queries: ReadonlyMap<string, string>;
  /** The documents that have the title, of grade 1. */
  readonly qrels: Qrels;
}

/** A title of more documents than this is a heading like "Overview". */
const COMMON = 3;

/**
 * Queries made of titles, each to be answered by the documents that have it: something to measure by where there are no
 * judgments. They favour what matches words, as a title stands in the document that it names; use them to see that search
 * works, and which settings break it, not to choose between words and meaning.
 *
 * Source: Ogilvie and Callan, Combining Document Representations for Known-Item Search, SIGIR 2003.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) where no document has a title that would do.
 */
export function knownItemQueries(
  documents: Iterable<Document>,
  { count = 100, seed = 1, minWords = 2 }: KnownItemOptions = {},
): KnownItems {
  checkPositive('count', count);
  checkPositive('minWords', minWords);
  const usable = [...byTitle(documents)].filter(
    ([title, ids]) => ids.length <= COMMON && title.split(/\s+/).length >= minWords,
  );
  if (usable.length === 0) {
    throw invalidArgument(
      `eval: no document has a title of ${minWords} words or more that is its own; judge some pairs`,
    );
  }
  const random = seededRandom(seed);
  const drawn = usable
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, count)
    .map(({ item }, at) => ({ id: `title-${at + 1}`, title: item[0], ids: item[1] }));
  return {
    queries: new Map(drawn.map(({ id, title }) => [id, title])),
    qrels: new Map(drawn.map(({ id, ids }) => [id, new Map(ids.map((document) => [document, 1]))])),
  };
}

function byTitle(documents: Iterable<Document>): ReadonlyMap<string, readonly string[]> {
  const titles = new Map<string, string[]>();
  for (const { id, title } of documents) {
    const words = title?.trim();
    if (!words) continue;
    const known = titles.get(words);
    if (known) known.push(id);
    else titles.set(words, [id]);
  }
  return titles;
}
