import { expect, test } from 'vitest';
import { createRandom, type SeededRandom } from '../../../../tooling/random.ts';
import type { LexicalQuery, SlotFilter, TermsByField } from '../lexical-engine.ts';
import { createZipfWords } from '../zipf-words.fixture.ts';
import { all, asks, createHeldEngine, faultOf, type HeldEngine } from './held-engine.fixture.ts';

const VOCABULARY = 600;

interface Life {
  readonly subject: HeldEngine;
  readonly random: SeededRandom;
  /** Tidying up that is under way. */
  upkeep: Iterator<void> | undefined;
  readonly words: (count: number) => readonly string[];
}

function documentsOf({ random, words }: Life, count: number): readonly TermsByField[] {
  const length = random.pick([2, 12, 12, 60]);
  return Array.from({ length: count }, () => [words(random.below(3)), words(random.below(length))]);
}

function pickHeld({ subject, random }: Life, count: number): readonly number[] {
  const held = [...subject.held.keys()];
  return [...new Set(Array.from({ length: Math.min(count, held.length) }, () => random.pick(held)))];
}

function queryOf({ random }: Life): LexicalQuery {
  const word = (): string => `w${Math.floor(VOCABULARY ** random.next())}`;
  const query = asks(...Array.from({ length: 1 + random.below(6) }, word));
  return random.next() < 0.7 ? query : { ...query, required: [word()], excluded: [[word()]] };
}

/** One of more filters than are remembered; what it accepts depends on what a slot holds, not on its number. */
function filterOf({ subject, random }: Life): SlotFilter {
  const rest = random.below(20);
  const accepts = (slot: number): boolean =>
    ((subject.held.get(slot)?.[1]?.length ?? Number.NaN) % 20) % (rest + 1) === 0;
  return { key: `${rest}`, accepts };
}

function faultIn(life: Life, topKs: readonly number[]): object | undefined {
  return faultOf(life.subject, { queries: [queryOf(life)], filters: [undefined, filterOf(life)], topKs });
}

/** Goes on tidying up, or begins to. */
function tidy(life: Life, pieces: number): void {
  const { engine } = life.subject;
  life.upkeep ??= (life.random.next() < 0.04 ? engine.compact() : engine.maintain())[Symbol.iterator]();
  for (let piece = 0; piece < pieces; piece++) {
    if (!life.upkeep.next().done) continue;
    life.upkeep = undefined;
    return;
  }
}

/** Makes one change, between whose pieces others have their turn. */
function change(life: Life, added: number, removed: number): void {
  const { subject, random } = life;
  const steps = subject.changing(documentsOf(life, added), pickHeld(life, removed));
  while (!steps.next().done) {
    if (random.next() < 0.02) tidy(life, 5);
    if (random.next() < 0.002) expect(faultIn(life, [5])).toBeUndefined();
  }
}

test('10,000 random changes, with searches between them and in them, leave what a new index would hold', {
  timeout: 60_000,
}, () => {
  const random = createRandom(1);
  const words = createZipfWords({ random, vocabulary: VOCABULARY });
  const fields = [
    { weight: 2, b: 0.4 },
    { weight: 1, b: 0.75 },
  ];
  const subject = createHeldEngine({ variant: 'lucene', k1: 1.2, delta: 1, fields });
  const life: Life = { subject, random, words, upkeep: undefined };
  for (let step = 0; step < 10_000; step++) {
    const small = subject.held.size < 3000;
    if (step % 1500 === 500) change(life, 1200 + random.below(1500), random.below(300));
    else if (step % 2600 === 2500) change(life, 0, subject.held.size - random.below(20));
    else change(life, random.below(small ? 4 : 3), random.below(small ? 3 : 4));
    tidy(life, random.below(6));
    if (step % 150 === 0) expect(faultIn(life, [1, 10, 1e9])).toBeUndefined();
  }
  expect(subject.engine.size).toBe(subject.held.size);
  for (const rest of [subject.engine.maintain(), subject.engine.compact()]) {
    while (life.upkeep) tidy(life, 1000);
    all(rest);
    for (let query = 0; query < 20; query++) expect(faultIn(life, [1, 10, 1e9])).toBeUndefined();
  }
  expect(subject.engine.state.segments.map(({ size }) => size)).toEqual([subject.held.size]);
});
