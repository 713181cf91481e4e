/** Turns scores into probabilities of being relevant; never falls as the score rises. JSON. */
export type Calibration = PlattCalibration | IsotonicCalibration;

/** `1 / (1 + exp(-(slope * score + intercept)))` */
export interface PlattCalibration {
  readonly kind: 'platt';
  /** At least 0. */
  readonly slope: number;
  readonly intercept: number;
}

/** Straight lines between these points; outside them, the probability of the nearest. */
export interface IsotonicCalibration {
  readonly kind: 'isotonic';
  /** Ascending, no two equal. */
  readonly scores: readonly number[];
  /** 0 to 1, never falling; one a score. */
  readonly probabilities: readonly number[];
}

/** The probability, 0 to 1, that what has this score is relevant. */
export function probabilityOf(calibration: Calibration, score: number): number {
  if (calibration.kind === 'platt') return 1 / (1 + Math.exp(-(calibration.slope * score + calibration.intercept)));
  return interpolated(calibration, score);
}

function interpolated({ scores, probabilities }: IsotonicCalibration, score: number): number {
  const last = scores.length - 1;
  if (score <= scores[0]!) return probabilities[0]!;
  if (score >= scores[last]!) return probabilities[last]!;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (scores[middle]! <= score) low = middle;
    else high = middle;
  }
  const share = (score - scores[low]!) / (scores[high]! - scores[low]!);
  return probabilities[low]! + share * (probabilities[high]! - probabilities[low]!);
}
