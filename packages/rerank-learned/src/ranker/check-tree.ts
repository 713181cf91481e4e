import { arrayAt, damaged, numbersAt, objectAt } from './json-fields.ts';

const MAX_SPLITS = 65_535;

/**
 * Checks one tree: as many entries of each kind as belong together, all in range, and each split and each leaf the child
 * of exactly one split before it. So no walk can loop or leave the tree.
 *
 * @throws TsrError `TSR_CORRUPT_FILE`
 */
export function checkTree(at: string, value: unknown, columns: number): void {
  const tree = objectAt(at, value);
  const splits = arrayAt(`${at}.column`, tree.column, { least: 0, most: MAX_SPLITS }).length;
  const field = (name: string, length: number): readonly unknown[] =>
    arrayAt(`${at}.${name}`, tree[name], { least: length, most: length });
  numbersAt(`${at}.column`, field('column', splits), { least: 0, most: columns - 1, whole: true });
  numbersAt(`${at}.threshold`, field('threshold', splits), {});
  numbersAt(`${at}.missing`, field('missing', splits), { least: 0, most: 1, whole: true });
  numbersAt(`${at}.value`, field('value', splits + 1), {});
  numbersAt(`${at}.rows`, field('rows', splits + 1), { least: 1, whole: true });
  const seen = new Set<number>();
  for (const side of ['left', 'right']) checkChildren(`${at}.${side}`, field(side, splits), seen);
}

function checkChildren(at: string, values: readonly unknown[], seen: Set<number>): void {
  const splits = values.length;
  const children = numbersAt(at, values, { least: ~splits, most: splits - 1, whole: true });
  for (const [split, child] of children.entries()) {
    const place = splits === 1 ? at : `${at}[${split}]`;
    if (child >= 0 && child <= split) throw damaged(place, child, `a child of split ${split} comes after it`);
    if (seen.has(child)) throw damaged(place, child, 'each split and leaf is the child of one split only');
    seen.add(child);
  }
}
