/** The `k` highest of the numbers that were offered, in a binary heap with the lowest of them on top. */
export interface Highest {
  /** Gives the k-th highest so far; -Infinity while there are fewer. */
  offer(number: number): number;
}

export function createHighest(k: number): Highest {
  const heap: number[] = [];

  function rise(number: number): void {
    let at = heap.push(number) - 1;
    for (; at > 0; at = (at - 1) >> 1) {
      const parent = heap[(at - 1) >> 1] as number;
      if (parent <= number) break;
      heap[at] = parent;
    }
    heap[at] = number;
  }

  function sink(number: number): void {
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number)) child += 1;
      if ((heap[child] as number) >= number) break;
      heap[at] = heap[child] as number;
      at = child;
    }
    heap[at] = number;
  }

  return {
    offer(number) {
      if (heap.length < k) rise(number);
      else if (number > (heap[0] as number)) sink(number);
      return heap.length < k ? Number.NEGATIVE_INFINITY : (heap[0] as number);
    },
  };
}
