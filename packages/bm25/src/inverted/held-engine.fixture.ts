import type { LexicalHit, LexicalQuery, SlotFilter, TermsByField } from '../lexical-engine.ts';
import { createNaiveScores, type NaiveScores, naiveRanking, naiveSaturation } from '../naive-scores.fixture.ts';
import { createIndexState } from './index-state.ts';
import { createInvertedEngine, type InvertedEngine } from './inverted-engine.ts';
import type { ScoringParameters } from './scoring.ts';
import type { Segment } from './segment.ts';

/** An engine, and beside it what it ought to hold. */
export interface HeldEngine {
  readonly engine: InvertedEngine;
  readonly held: ReadonlyMap<number, TermsByField>;
  /** Adds documents, and takes away the slots, in one change. Gives the new slots; freed ones are used again. */
  change(added: readonly TermsByField[], removed?: readonly number[]): readonly number[];
  /** The same, piece by piece. */
  changing(added: readonly TermsByField[], removed?: readonly number[]): Generator<void, readonly number[]>;
  found(query: LexicalQuery, topK: number, filter?: SlotFilter): readonly LexicalHit[];
  /** All that `found` ought to give. */
  expected(query: LexicalQuery): readonly LexicalHit[];
}

export const LUCENE: ScoringParameters = { variant: 'lucene', k1: 1.2, delta: 1, fields: [{ weight: 1, b: 0.75 }] };

const bySlot = (a: number, b: number): number => a - b;

export function createHeldEngine(parameters: ScoringParameters = LUCENE): HeldEngine {
  const engine = createInvertedEngine(createIndexState(parameters));
  const held = new Map<number, TermsByField>();
  const free: number[] = [];
  let next = 0;
  let naive: NaiveScores<number> | undefined;

  function* changing(
    added: readonly TermsByField[],
    removed: readonly number[] = [],
  ): Generator<void, readonly number[]> {
    const batch = engine.batch(added.length);
    const slots = added.map(() => free.pop() ?? next++);
    for (const [at, slot] of slots.entries()) {
      yield* batch.add(slot, added[at] as TermsByField);
      yield;
    }
    yield* batch.finish();
    for (const slot of removed) yield* batch.remove(slot, held.get(slot) as TermsByField);
    batch.publish();
    naive = undefined;
    for (const slot of removed) held.delete(slot);
    free.push(...removed);
    for (const [at, slot] of slots.entries()) held.set(slot, added[at] as TermsByField);
    return slots;
  }

  return {
    engine,
    held,
    changing,
    change: (added, removed) => last(changing(added, removed)),
    found: (query, topK, filter) => engine.search(query, { topK, filter, compareSlots: bySlot }),
    expected(query) {
      naive ??= createNaiveScores(held, parameters);
      return naiveRanking(naive(query), bySlot).map(({ key, score }) => ({ slot: key, score }));
    },
  };
}

export const asks = (...terms: readonly string[]): LexicalQuery => ({
  terms: [...new Set(terms)].map((term) => ({ term, weight: terms.filter((other) => other === term).length })),
  required: [],
  excluded: [],
});

export interface Askings {
  readonly queries: readonly LexicalQuery[];
  /** @default none */
  readonly filters?: readonly (SlotFilter | undefined)[];
  readonly topKs: readonly number[];
}

/** Where the engine does not rank as it ought to, to the last bit; or a bound of it is wrong. */
export function faultOf(subject: HeldEngine, { queries, filters = [undefined], topKs }: Askings): object | undefined {
  for (const query of queries) {
    const ranking = subject.expected(query);
    for (const filter of filters) {
      const accepted = filter ? ranking.filter(({ slot }) => filter.accepts(slot)) : ranking;
      for (const topK of topKs) {
        const wrong = difference(subject.found(query, topK, filter), accepted.slice(0, topK));
        if (wrong) return { query, filter, topK, wrong };
      }
    }
  }
  for (const segment of subject.engine.state.segments) {
    const wrong = brokenBound(segment, subject);
    if (wrong) return wrong;
  }
  return undefined;
}

/** Where the two are not the same to the last bit: far faster than the runner's own comparison. */
export function difference(found: readonly LexicalHit[], expected: readonly LexicalHit[]): object | undefined {
  if (found.length !== expected.length) return { found: found.length, expected: expected.length };
  for (const [rank, hit] of expected.entries()) {
    const other = found[rank] as LexicalHit;
    if (other.slot !== hit.slot || !Object.is(other.score, hit.score)) return { rank, found: other, expected: hit };
  }
  return undefined;
}

/** A list whose bound is not what its best posting was worth at the average lengths of then, but for rounding up. */
function brokenBound({ starts, codes, bounds }: Segment, { engine }: HeldEngine): object | undefined {
  const { parameters, codes: table } = engine.state;
  const worth = Array.from({ length: table.count }, (_, code) => {
    const values = table.valuesOf(code);
    const lengths = values.slice(parameters.fields.length);
    return naiveSaturation(parameters, values, lengths, bounds.averages);
  });
  for (const [list, most] of bounds.maxima.entries()) {
    let best = 0;
    for (let at = starts[list] as number; at < (starts[list + 1] as number); at++) {
      best = Math.max(best, worth[codes[at] as number] as number);
    }
    if (!(best <= most && most <= best * (1 + 1e-6))) return { list, best, most };
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

/** The first pieces are done; the rest. */
export function begun(steps: Iterable<void>, pieces = 1): Iterable<void> {
  const rest = steps[Symbol.iterator]();
  for (let piece = 0; piece < pieces; piece++) rest.next();
  return { [Symbol.iterator]: () => rest };
}
