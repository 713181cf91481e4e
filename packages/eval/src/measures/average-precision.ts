import { atCutoff, type BinaryOptions, checkCutoff, type Measure, relevantCount, thresholdOf } from './measure.ts';

/**
 * Average precision of the whole ranking: the mean, over all relevant documents, of the precision at their ranks; 0 for
 * those that are not found. Its mean is the MAP. trec_eval's `map`.
 */
export function averagePrecision(options?: BinaryOptions): Measure {
  return averagePrecisionMeasure(Number.POSITIVE_INFINITY, options);
}

/** The same of the first `k`: trec_eval's `map_cut`. */
export function averagePrecisionAt(k: number, options?: BinaryOptions): Measure {
  return averagePrecisionMeasure(checkCutoff('averagePrecisionAt', k), options);
}

function averagePrecisionMeasure(k: number, options: BinaryOptions | undefined): Measure {
  const { least, suffix } = thresholdOf('AP', options);
  return {
    name: `AP${suffix}${atCutoff(k)}`,
    score(ranking, judgments) {
      const end = Math.min(k, ranking.length);
      let found = 0;
      let sum = 0;
      for (let rank = 0; rank < end; rank++) {
        if ((judgments.get(ranking[rank]!) ?? 0) < least) continue;
        found++;
        sum += found / (rank + 1);
      }
      return found === 0 ? 0 : sum / relevantCount(judgments, least);
    },
  };
}
