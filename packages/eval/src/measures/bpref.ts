import { type BinaryOptions, type Measure, relevantCount, thresholdOf } from './measure.ts';

/**
 * Bpref: how rarely a document that was judged not relevant stands before one that is; unjudged documents do not count.
 * For judgments that are far from complete. Grades below 0 count as unjudged, as with trec_eval's `bpref`.
 *
 * Source: Buckley and Voorhees, Retrieval Evaluation with Incomplete Information, SIGIR 2004.
 */
export function bpref(options?: BinaryOptions): Measure {
  const { least, suffix } = thresholdOf('Bpref', options);
  return {
    name: `Bpref${suffix}`,
    score(ranking, judgments) {
      const relevant = relevantCount(judgments, least);
      if (relevant === 0) return 0;
      const bound = Math.min(relevant, relevantCount(judgments, 0) - relevant);
      let others = 0;
      let sum = 0;
      for (const id of ranking) {
        const grade = judgments.get(id);
        if (grade === undefined || grade < 0) continue;
        if (grade < least) others++;
        else sum += others === 0 ? 1 : 1 - Math.min(others, relevant) / bound;
      }
      return sum / relevant;
    },
  };
}
