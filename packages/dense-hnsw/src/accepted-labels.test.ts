import { array, assert, boolean, integer, oneof, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { type AcceptedLabels, createAcceptedLabelSets } from './accepted-labels.ts';

function all(pieces: Generator<void, AcceptedLabels>): AcceptedLabels {
  for (;;) {
    const step = pieces.next();
    if (step.done) return step.value;
  }
}

test('sets are those of asking every label, whatever changes', () => {
  const step = oneof(record({ label: integer({ min: 0, max: 40 }), value: boolean() }), record({ ask: boolean() }));
  const drawn = property(array(step, { maxLength: 80 }), (steps) => {
    const values: boolean[] = [];
    const sets = createAcceptedLabelSets();
    for (const done of steps) {
      if ('label' in done) {
        values[done.label] = done.value;
        sets.changed(done.label);
        continue;
      }
      const set = all(sets.of('even', (label) => values[label] === true, values.length));
      const expected = Array.from(values.keys()).filter((label) => values[label]);
      expect([...set.labels()]).toEqual(expected);
      expect(set.count).toBe(expected.length);
      for (const label of values.keys()) expect(set.has(label)).toBe(values[label] === true);
    }
  });
  assert(drawn, { seed: 2, numRuns: 200 });
});

test('each label is asked once for a filter that is known, in pieces', () => {
  const sets = createAcceptedLabelSets();
  let asked = 0;
  const accepts = () => ++asked > 0;
  const pieces = sets.of('x', accepts, 5_000);
  pieces.next();
  expect(asked).toBe(1_024);
  expect(all(pieces).count).toBe(5_000);
  expect(all(sets.of('x', accepts, 5_000)).count).toBe(5_000);
  expect(asked).toBe(5_000);
});

test('filters beyond those that are remembered are asked again', () => {
  const sets = createAcceptedLabelSets();
  let asked = 0;
  for (let round = 0; round < 2; round++) {
    for (let filter = 0; filter < 17; filter++) all(sets.of(`${filter}`, () => ++asked > 0, 1));
  }
  expect(asked).toBe(34);
});
