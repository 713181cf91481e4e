import type { LexicalHit, LexicalQuery, SlotFilter, TermsByField } from '../lexical-engine.ts';
import { naiveRanking, naiveScores } from '../naive-scores.fixture.ts';
import { createIndexState } from './index-state.ts';
import { createInvertedEngine, type InvertedEngine } from './inverted-engine.ts';
import { type ScoringParameters, saturationOf } from './scoring.ts';
import type { Segment } from './segment.ts';

/** An engine, and beside it what it ought to hold. */
export interface HeldEngine {
  readonly engine: InvertedEngine;
  readonly held: ReadonlyMap<number, TermsByField>;
  /** Adds documents, and takes away the slots, in one change. Gives the new slots. */
  change(added: readonly TermsByField[], removed?: readonly number[]): readonly number[];
  /** The same, piece by piece. */
  changing(added: readonly TermsByField[], removed?: readonly number[]): Generator<void, readonly number[]>;
  found(query: LexicalQuery, topK: number, filter?: SlotFilter): readonly LexicalHit[];
  /** What `found` ought to give. */
  expected(query: LexicalQuery, topK: number, filter?: SlotFilter): readonly LexicalHit[];
}

export const LUCENE: ScoringParameters = { variant: 'lucene', k1: 1.2, delta: 1, fields: [{ weight: 1, b: 0.75 }] };

const bySlot = (a: number, b: number): number => a - b;

export function createHeldEngine(parameters: ScoringParameters = LUCENE): HeldEngine {
  const engine = createInvertedEngine(createIndexState(parameters));
  const held = new Map<number, TermsByField>();
  let next = 0;

  function* changing(
    added: readonly TermsByField[],
    removed: readonly number[] = [],
  ): Generator<void, readonly number[]> {
    const batch = engine.batch(added.length);
    const slots = added.map(() => next++);
    for (const [at, slot] of slots.entries()) {
      yield* batch.add(slot, added[at] as TermsByField);
      yield;
    }
    yield* batch.finish();
    for (const slot of removed) yield* batch.remove(slot, held.get(slot) as TermsByField);
    batch.publish();
    for (const slot of removed) held.delete(slot);
    for (const [at, slot] of slots.entries()) held.set(slot, added[at] as TermsByField);
    return slots;
  }

  return {
    engine,
    held,
    changing,
    change: (added, removed) => last(changing(added, removed)),
    found: (query, topK, filter) => engine.search(query, { topK, filter, compareSlots: bySlot }),
    expected(query, topK, filter) {
      const scores = naiveScores(held, query, parameters);
      for (const slot of scores.keys()) if (filter && !filter.accepts(slot)) scores.delete(slot);
      return naiveRanking(scores, topK, bySlot).map(({ key, score }) => ({ slot: key, score }));
    },
  };
}

export const asks = (...terms: readonly string[]): LexicalQuery => ({
  terms: [...new Set(terms)].map((term) => ({ term, weight: terms.filter((other) => other === term).length })),
  required: [],
  excluded: [],
});

/** Where the two are not the same to the last bit: far faster than the runner's own comparison. */
export function difference(found: readonly LexicalHit[], expected: readonly LexicalHit[]): object | undefined {
  if (found.length !== expected.length) return { found: found.length, expected: expected.length };
  for (const [rank, hit] of expected.entries()) {
    const other = found[rank] as LexicalHit;
    if (other.slot !== hit.slot || !Object.is(other.score, hit.score)) return { rank, found: other, expected: hit };
  }
  return undefined;
}

/** A list whose bound is less than what a posting of it was worth at the average lengths that the bound is of. */
export function brokenBound({ starts, codes, bounds }: Segment, { engine }: HeldEngine): object | undefined {
  const { parameters, codes: table } = engine.state;
  for (const [list, most] of bounds.maxima.entries()) {
    for (const code of new Set(codes.subarray(starts[list], starts[list + 1]))) {
      const values = table.valuesOf(code);
      const worth = saturationOf(parameters, values, 0, bounds.averages);
      if (!(worth <= most)) return { list, worth, most };
    }
  }
  return undefined;
}

/** Does it to the end. Gives what comes last. */
export function last<T>(steps: Generator<void, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

export function all(steps: Iterable<void>): void {
  for (const _ of steps);
}
