import { hasBit } from './bits.ts';
import { computeBounds, isStale } from './bounds.ts';
import type { FreshPart } from './fresh-part.ts';
import type { IndexState } from './index-state.ts';
import { mergeSegments } from './merge-segments.ts';
import { bury, MAX_PART_SIZE, type Part } from './part.ts';
import type { Segment } from './segment.ts';
import { writeFresh } from './write-fresh.ts';

/** A fresh part of so many documents is written as a segment: the chains of a larger one would slow searches down. */
const WRITE_AT = 4096;
/** The smallest of a tier are merged when there are so many in it; each tier holds four times as many documents. */
const MERGE_AT = 4;
/** A segment of which less than this lives is written anew. */
const LEAST_ALIVE = 0.7;

/**
 * Writes and merges parts until nothing is due, in small pieces; bounds take a few ms per segment, and so do
 * the first and the last piece of writing one.
 */
export function* maintain(state: IndexState): Generator<void> {
  for (;;) {
    const grown = (state.freshParts[0] as FreshPart).size >= WRITE_AT;
    const due = grown ? [] : dueForMerge(state.segments);
    if (grown) yield* writeOldest(state);
    else if (due.length > 0) yield* replace(state, due, mergeSegments(due, state.statistics()));
    else if (!refreshBounds(state)) return;
    yield;
  }
}

/** Writes everything into as few segments as can be. */
export function* compact(state: IndexState): Generator<void> {
  for (const { size } of [...state.freshParts]) if (size > 0) yield* writeOldest(state);
  const small = state.segments.filter(({ live, size }) => size < MAX_PART_SIZE || live.count < size);
  for (const group of packed(small)) yield* replace(state, group, mergeSegments(group, state.statistics()));
  while (refreshBounds(state)) yield;
}

/** Writes the fresh part that was begun first: the only one, unless it was full before it could be written. */
function* writeOldest(state: IndexState): Generator<void> {
  if (state.freshParts.length === 1) state.renewFresh();
  const oldest = state.freshParts[0] as FreshPart;
  yield* replace(state, [oldest], writeFresh(oldest, state.statistics()));
}

/** Puts a segment where its sources were, whose documents may have died while it was written. */
function* replace(state: IndexState, sources: readonly Part[], work: Generator<void, Segment>): Generator<void> {
  const alive = sources.map(({ live }) => live.bits.slice());
  const segment = yield* work;
  let document = 0;
  for (const [at, source] of sources.entries()) {
    for (let old = 0; old < source.size; old++) {
      if (!hasBit(alive[at] as never, old)) continue;
      if (!hasBit(source.live.bits, old)) bury(segment, document);
      document += 1;
    }
    state.detach(source);
  }
  if (segment.live.count > 0) state.attach(segment);
}

/** Segments to be merged into one; none where nothing is due. */
function dueForMerge(segments: readonly Segment[]): readonly Segment[] {
  const dying = segments.find(({ live, size }) => live.count < LEAST_ALIVE * size);
  if (dying) return [dying];
  const tiers = new Map<number, Segment[]>();
  for (const segment of segments) {
    const tier = Math.max(0, Math.floor(Math.log(segment.live.count / WRITE_AT) / Math.log(MERGE_AT)));
    tiers.set(tier, [...(tiers.get(tier) ?? []), segment]);
  }
  const groups = Array.from(tiers.values(), (tier) => (tier.length >= MERGE_AT ? smallest(tier) : []));
  return groups.find((group) => group.length > 1) ?? [];
}

/** The smallest of a tier, as many as fit, up to `MERGE_AT`. */
function smallest(tier: readonly Segment[]): readonly Segment[] {
  const group: Segment[] = [];
  for (const segment of tier.toSorted((a, b) => a.live.count - b.live.count)) {
    if (group.length < MERGE_AT && fits([...group, segment])) group.push(segment);
  }
  return group;
}

const fits = (segments: readonly Segment[]): boolean =>
  segments.reduce((sum, { live }) => sum + live.count, 0) <= MAX_PART_SIZE;

/** Neighbours together, as many as fit. */
function packed(segments: readonly Segment[]): readonly (readonly Segment[])[] {
  const groups: Segment[][] = [];
  for (const segment of segments) {
    const last = groups.at(-1);
    if (last && fits([...last, segment])) last.push(segment);
    else groups.push([segment]);
  }
  return groups.filter((group) => group.length > 1 || group.some(({ live, size }) => live.count < size));
}

/** Of one segment, if any is due. */
function refreshBounds(state: IndexState): boolean {
  const { averages, saturations } = state.statistics();
  const stale = state.segments.find((segment) => isStale(segment, averages));
  if (stale) stale.bounds = computeBounds(stale, averages, saturations);
  return stale !== undefined;
}
