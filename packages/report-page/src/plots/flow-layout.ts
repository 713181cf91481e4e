import type { FlowBlock } from '../report-page.ts';

/** A range of ranks on one side of a flow; y in pixels, from above. */
export interface FlowNode {
  readonly label: string;
  readonly count: number;
  readonly y1: number;
  readonly y2: number;
}

/** What went from one range to another: as high at both ends as its count. */
export interface FlowRibbon {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly left: readonly [number, number];
  readonly right: readonly [number, number];
}

export interface FlowLayout {
  readonly height: number;
  readonly from: readonly FlowNode[];
  readonly to: readonly FlowNode[];
  readonly ribbons: readonly FlowRibbon[];
  /** Place in `to` of what went out; -1 where nothing is said of it. */
  readonly out: number;
}

const INK = 300;
/** No range is lower than its own label. */
const LEAST = 18;
const GAP = 5;

/** Where ranges and ribbons are: ranges that nothing came from or went to are left out, but for those to go to. */
export function flowLayout({ from, to, counts, out }: FlowBlock): FlowLayout {
  const rows = counts.map((row, place) => (out ? [...row, out.counts[place]!] : row));
  const total = sum(rows.map(sum));
  const scale = total === 0 ? 0 : INK / total;
  const kept = from.ranges.map((label, place) => ({ label, row: rows[place]! })).filter(({ row }) => sum(row) > 0);
  const labels = out ? [...to.ranges, out.label] : to.ranges;
  const left = stacked(
    kept.map(({ label, row }) => ({ label, count: sum(row) })),
    scale,
  );
  const right = stacked(
    labels.map((label, place) => ({ label, count: sum(kept.map(({ row }) => row[place]!)) })),
    scale,
  );
  const height = Math.max(left.at(-1)?.below ?? 0, right.at(-1)?.below ?? 0);
  const ribbons = ribbonsOf(
    kept.map(({ row }) => row),
    left,
    right,
    scale,
  );
  return { height, from: left, to: right, ribbons, out: out ? labels.length - 1 : -1 };
}

type Placed = FlowNode & { readonly below: number };

function stacked(
  nodes: readonly { readonly label: string; readonly count: number }[],
  scale: number,
): readonly Placed[] {
  let above = 0;
  return nodes.map(({ label, count }) => {
    const slot = Math.max(LEAST, count * scale);
    const y1 = above + (slot - count * scale) / 2;
    above += slot + GAP;
    return { label, count, y1, y2: y1 + count * scale, below: above };
  });
}

function ribbonsOf(
  rows: readonly (readonly number[])[],
  left: readonly FlowNode[],
  right: readonly FlowNode[],
  scale: number,
): readonly FlowRibbon[] {
  const used = { left: left.map(({ y1 }) => y1), right: right.map(({ y1 }) => y1) };
  const take = (side: 'left' | 'right', place: number, count: number): readonly [number, number] => {
    const start = used[side][place]!;
    used[side][place] = start + count * scale;
    return [start, start + count * scale];
  };
  return rows.flatMap((row, from) =>
    row.flatMap((count, to) =>
      count === 0 ? [] : [{ from, to, count, left: take('left', from, count), right: take('right', to, count) }],
    ),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
