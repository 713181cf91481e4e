import type { LexicalHit, LexicalQuery, SlotFilter, TermsByField } from '../lexical-engine.ts';
import { naiveRanking, naiveScores } from '../naive-scores.fixture.ts';
import { createInvertedEngine, type InvertedEngine } from './inverted-engine.ts';
import type { ScoringParameters } from './scoring.ts';

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
  const engine = createInvertedEngine(parameters);
  const held = new Map<number, TermsByField>();
  let next = 0;

  function* changing(added: readonly TermsByField[], removed: readonly number[] = []): Generator<void, readonly number[]> {
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

/** Does it to the end. Gives what comes last. */
export function last<T>(steps: Generator<void, T>): T {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

export function all(steps: Iterable<void>): void {
  for (const _ of steps);
}
