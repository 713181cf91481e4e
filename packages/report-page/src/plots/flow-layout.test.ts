import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FlowBlock } from '../report-page.ts';
import { flowLayout } from './flow-layout.ts';

const flow = (counts: readonly (readonly number[])[], out?: readonly number[]): FlowBlock => ({
  kind: 'flow',
  title: 'flow',
  countLabel: 'results',
  from: { label: 'from', ranges: counts.map((_, place) => `f${place}`) },
  to: { label: 'to', ranges: (counts[0] ?? []).map((_, place) => `t${place}`) },
  counts,
  ...(out && { out: { label: 'out', counts: out } }),
});

const height = ([top, bottom]: readonly [number, number]): number => bottom - top;

test('ranges are as high as their counts, and ribbons lie in them one below the other', () => {
  const { from, to, ribbons, out } = flowLayout(
    flow(
      [
        [30, 10],
        [0, 20],
      ],
      [40, 0],
    ),
  );
  expect(from.map(({ label, count }) => [label, count])).toEqual([
    ['f0', 80],
    ['f1', 20],
  ]);
  expect(to.map(({ label, count }) => [label, count])).toEqual([
    ['t0', 30],
    ['t1', 30],
    ['out', 40],
  ]);
  expect(ribbons.map(({ from, to, count }) => [from, to, count])).toEqual([
    [0, 0, 30],
    [0, 1, 10],
    [0, 2, 40],
    [1, 1, 20],
  ]);
  expect(from[0]!.y2 - from[0]!.y1).toBeCloseTo(240, 9);
  expect(ribbons.slice(0, 3).map(({ left }) => left[0] - from[0]!.y1)).toEqual([0, 90, 120]);
  expect(ribbons[3]!.right[0]).toBe(ribbons[1]!.right[1]);
  expect(out).toBe(2);
});

test('ranges that nothing came from are left out', () => {
  expect(flowLayout(flow([[0], [3]])).from.map(({ label }) => label)).toEqual(['f1']);
  expect(flowLayout(flow([[0], [0]])).ribbons).toEqual([]);
});

test('whatever is counted: both ends of a ribbon are as high as its count, in their ranges, and ranges do not touch', () => {
  const row = fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 });
  const property = fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (counts) => {
    const { from, to, ribbons } = flowLayout(flow(counts));
    const scale =
      300 /
      Math.max(
        1,
        counts.flat().reduce((a, b) => a + b, 0),
      );
    for (const { left, right, count, ...places } of ribbons) {
      expect(height(left)).toBeCloseTo(count * scale, 6);
      expect(height(right)).toBeCloseTo(count * scale, 6);
      expect(left[0]).toBeGreaterThan(from[places.from]!.y1 - 1e-6);
      expect(right[1]).toBeLessThan(to[places.to]!.y2 + 1e-6);
    }
    for (const side of [from, to]) {
      for (const [place, node] of side.entries()) expect(node.y1).toBeGreaterThan(side[place - 1]?.y2 ?? -1e-9 - 1);
    }
  });
  fc.assert(property, { seed: 5, numRuns: 200 });
});
