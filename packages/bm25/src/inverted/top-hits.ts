import { grown } from '@tsr/storage';
import type { LexicalHit } from '../lexical-engine.ts';

/**
 * The best `topK` of what was offered, in a binary heap with the lowest score on top. Slots of equal scores are
 * compared at the end only, since that costs far more than comparing numbers: those that tie with the lowest wait
 * outside, until it rises or the end comes.
 */
export interface TopHits {
  /** A lower score cannot enter any more; an equal one may. -Infinity while there is room. */
  readonly threshold: number;
  /** Gives the new threshold. */
  offer(slot: number, score: number): number;
  /** Best first, by score, then by the order of slots. Empties the heap. */
  take(): readonly LexicalHit[];
}

export interface TopHitsOptions {
  readonly topK: number;
  /** Order of equal scores. */
  readonly compareSlots: (a: number, b: number) => number;
}

export function createTopHits({ topK, compareSlots }: TopHitsOptions): TopHits {
  let scores = new Float64Array(Math.min(topK, 128));
  let slots = new Int32Array(Math.min(topK, 128));
  let count = 0;
  let threshold = Number.NEGATIVE_INFINITY;
  /** Slots outside whose score is the threshold. */
  let tied: number[] = [];

  function move(from: number, to: number): void {
    scores[to] = scores[from] as number;
    slots[to] = slots[from] as number;
  }

  function put(at: number, slot: number, score: number): void {
    scores[at] = score;
    slots[at] = slot;
  }

  /** Puts an entry where it belongs, from the bottom up. */
  function rise(slot: number, score: number): void {
    let at = count;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (score >= (scores[parent] as number)) break;
      move(parent, at);
      at = parent;
    }
    put(at, slot, score);
  }

  /** Puts an entry where it belongs, from the top down, in a heap of `size`. */
  function sink(slot: number, score: number, size: number): void {
    let at = 0;
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && (scores[child + 1] as number) < (scores[child] as number)) child += 1;
      if ((scores[child] as number) >= score) break;
      move(child, at);
      at = child;
    }
    put(at, slot, score);
  }

  function add(slot: number, score: number): void {
    scores = grown(scores, count + 1);
    slots = grown(slots, count + 1);
    rise(slot, score);
    count += 1;
    if (count === topK) threshold = scores[0] as number;
  }

  function replaceLowest(slot: number, score: number): void {
    const out = slots[0] as number;
    sink(slot, score, count);
    if (scores[0] === threshold) tied.push(out);
    else if (tied.length > 0) tied = [];
    threshold = scores[0] as number;
  }

  /** Turns the heap into a list, highest score first. */
  function sort(): void {
    for (let last = count - 1; last > 0; last--) {
      const slot = slots[last] as number;
      const score = scores[last] as number;
      move(0, last);
      sink(slot, score, last);
    }
  }

  /** Puts slots of equal scores in order; at the end of the list, the first of all that tie there. */
  function orderTies(): void {
    for (let from = 0, to = 1; from < count; from = to, to += 1) {
      while (to < count && scores[to] === scores[from]) to += 1;
      const outside = to === count && scores[from] === threshold ? tied : [];
      if (to - from + outside.length === 1) continue;
      const level = [...slots.subarray(from, to), ...outside];
      slots.set(firstOf(level, to - from, compareSlots), from);
    }
  }

  return {
    get threshold() {
      return threshold;
    },
    offer(slot, score) {
      if (count < topK) add(slot, score);
      else if (score > threshold) replaceLowest(slot, score);
      else if (score === threshold) tied.push(slot);
      return threshold;
    },
    take() {
      sort();
      orderTies();
      const hits = Array.from({ length: count }, (_, at) => ({
        slot: slots[at] as number,
        score: scores[at] as number,
      }));
      count = 0;
      threshold = Number.NEGATIVE_INFINITY;
      tied = [];
      return hits;
    },
  };
}

/** The first `count` in order, in any order: most of a long list is compared once. */
function firstOf(all: readonly number[], count: number, compare: (a: number, b: number) => number): readonly number[] {
  let kept: number[] = [];
  let last: number | undefined;
  for (const one of all) {
    if (last !== undefined && compare(one, last) > 0) continue;
    kept.push(one);
    if (kept.length < 2 * count) continue;
    kept = kept.sort(compare).slice(0, count);
    last = kept[count - 1];
  }
  return kept.sort(compare).slice(0, count);
}
