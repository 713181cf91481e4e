/**
 * Is `b` made of `a` by one letter more, less or another, or by swapping two neighbours? Not if they are equal.
 * Letters are UTF-16 code units. Source: F. J. Damerau, "A technique for computer detection and correction of
 * spelling errors", 1964.
 */
export function isOneEdit(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same += 1;
  const restEquals = (fromA: number, fromB: number): boolean => a.slice(same + fromA) === b.slice(same + fromB);
  if (a.length !== b.length) return a.length < b.length ? restEquals(0, 1) : restEquals(1, 0);
  return restEquals(1, 1) || (a[same] === b[same + 1] && a[same + 1] === b[same] && restEquals(2, 2));
}
