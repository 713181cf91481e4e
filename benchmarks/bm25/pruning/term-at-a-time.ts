import { accumulate } from './kernels.ts';
import { type Search, searchBySegment } from './method.ts';
import { type PruningIndex, SEGMENT_SIZE } from './pruning-index.ts';

/** Reads every posting of every term, and skips nothing. */
export function createTermAtATime(index: PruningIndex, topK: number): Search {
  const sums = new Float64Array(SEGMENT_SIZE);
  return searchBySegment(index, topK, ({ base, size }, lists, top) => {
    for (const list of lists) {
      list.to = list.end;
      accumulate(list, sums);
    }
    let { threshold } = top;
    for (let document = 0; document < size; document++) {
      const score = sums[document] as number;
      if (score === 0) continue;
      sums[document] = 0;
      if (score < threshold) continue;
      top.offer(base + document, score);
      threshold = top.threshold;
    }
  });
}
