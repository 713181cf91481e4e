import { type Document, outOfRange, type Ranking, type ScoredDocument, shown } from '@tsr/core';

/** Passages that follow one another in their parent, around one result or several. */
export interface PassageWindow {
  /** In the order of the parent, without gaps. */
  readonly passages: readonly Document[];
  /** The results among them, best first. */
  readonly hits: readonly ScoredDocument[];
}

export interface ExpandOptions {
  /** Passages added before and after each result. @default 1 */
  readonly n?: number | undefined;
  /** All passages of a parent, in any order: whoever holds the collection knows them. */
  readonly passagesOf: (sourceId: string) => readonly Document[];
}

/**
 * Results with the passages around them, so that an answer can show its context. Windows that meet or overlap are one;
 * they come in the order of their best results. A document that was cut from nothing is a window of its own.
 *
 * @throws RangeError (`TSR_INVALID_ARGUMENT`) for an n that is no integer of at least 0.
 */
export function expandNeighbours(results: Ranking, { n = 1, passagesOf }: ExpandOptions): readonly PassageWindow[] {
  if (!Number.isInteger(n) || n < 0) {
    throw outOfRange(`expandNeighbours: n is ${shown(n)}; pass how many passages to add on either side, from 0`);
  }
  const bySource = new Map<string, ScoredDocument[]>();
  const windows: PassageWindow[] = [];
  for (const hit of results) {
    const id = hit.document.source?.id;
    const known = id === undefined ? undefined : bySource.get(id);
    if (known) known.push(hit);
    else if (id !== undefined) bySource.set(id, [hit]);
    else windows.push({ passages: [hit.document], hits: [hit] });
  }
  for (const [id, hits] of bySource) windows.push(...windowsOf(hits, passagesOf(id), n));
  const rank = new Map(results.map((result, at) => [result, at]));
  return windows.sort((a, b) => rank.get(a.hits[0]!)! - rank.get(b.hits[0]!)!);
}

/** The hits are of one parent, best first. */
function windowsOf(hits: readonly ScoredDocument[], all: readonly Document[], n: number): readonly PassageWindow[] {
  const byIndex = new Map([...all, ...hits.map(({ document }) => document)].map((own) => [own.source!.index, own]));
  const hitAt = new Map(hits.map((hit) => [hit.document.source!.index, hit]));
  const wanted = new Set<number>();
  for (const index of hitAt.keys()) for (let at = index - n; at <= index + n; at++) if (byIndex.has(at)) wanted.add(at);
  return stretchesOf(wanted).flatMap((indexes): PassageWindow[] => {
    const own = new Set(indexes.flatMap((index) => hitAt.get(index) ?? []));
    // A gap in what `passagesOf` knows may leave neighbours alone.
    if (own.size === 0) return [];
    return [{ passages: indexes.map((index) => byIndex.get(index)!), hits: hits.filter((hit) => own.has(hit)) }];
  });
}

/** The numbers in ascending order, parted where one is missing. */
function stretchesOf(numbers: ReadonlySet<number>): readonly (readonly number[])[] {
  const stretches: number[][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = stretches.at(-1);
    if (last?.at(-1) === number - 1) last.push(number);
    else stretches.push([number]);
  }
  return stretches;
}
