import {
  atCutoff,
  type BinaryOptions,
  checkCutoff,
  countRelevant,
  type Measure,
  relevantCount,
  thresholdOf,
} from './measure.ts';

/** Share of relevant documents among the first `k`; a shorter ranking still divides by `k`. trec_eval's `P`. */
export function precisionAt(k: number, options?: BinaryOptions): Measure {
  checkCutoff('precisionAt', k);
  const { least, suffix } = thresholdOf('P', options);
  return { name: `P${suffix}@${k}`, score: (ranking, judgments) => countRelevant(ranking, judgments, k, least) / k };
}

/** Share of all relevant documents among the first `k`. trec_eval's `recall`. */
export function recallAt(k: number, options?: BinaryOptions): Measure {
  checkCutoff('recallAt', k);
  const { least, suffix } = thresholdOf('Recall', options);
  return {
    name: `Recall${suffix}@${k}`,
    score(ranking, judgments) {
      const relevant = relevantCount(judgments, least);
      return relevant === 0 ? 0 : countRelevant(ranking, judgments, k, least) / relevant;
    },
  };
}

/** Precision at R, the number of relevant documents. trec_eval's `Rprec`. */
export function rPrecision(options?: BinaryOptions): Measure {
  const { least, suffix } = thresholdOf('Rprec', options);
  return {
    name: `Rprec${suffix}`,
    score(ranking, judgments) {
      const relevant = relevantCount(judgments, least);
      return relevant === 0 ? 0 : countRelevant(ranking, judgments, relevant, least) / relevant;
    },
  };
}

/** 1 if a relevant document is among the first `k`, else 0. trec_eval's `success`. */
export function successAt(k: number, options?: BinaryOptions): Measure {
  checkCutoff('successAt', k);
  const { least, suffix } = thresholdOf('Success', options);
  return {
    name: `Success${suffix}@${k}`,
    score: (ranking, judgments) => Math.min(countRelevant(ranking, judgments, k, least), 1),
  };
}

/** Share of judged documents among the first `k`, or of all where there are fewer; 0 of none. ir_measures' `Judged`. */
export function judgedAt(k: number): Measure {
  checkCutoff('judgedAt', k);
  return {
    name: `Judged${atCutoff(k)}`,
    score(ranking, judgments) {
      const end = Math.min(k, ranking.length);
      let judged = 0;
      for (let rank = 0; rank < end; rank++) if (judgments.has(ranking[rank]!)) judged++;
      return end === 0 ? 0 : judged / end;
    },
  };
}
