/** Weights that follow a slope downhill (Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015). */
export interface Adam {
  readonly weights: Float64Array;
  step(slope: Float64Array): void;
}

export interface AdamOptions {
  readonly learningRate: number;
  /** Pull towards 0, added to the slope. */
  readonly decay: number;
}

const KEPT = 0.9;
const KEPT_SQUARE = 0.999;
const TINY = 1e-8;

export function createAdam(size: number, { learningRate, decay }: AdamOptions): Adam {
  const weights = new Float64Array(size);
  const mean = new Float64Array(size);
  const square = new Float64Array(size);
  let steps = 0;
  return {
    weights,
    step(slope) {
      steps++;
      for (let at = 0; at < size; at++) {
        const g = slope[at]! + decay * weights[at]!;
        mean[at] = KEPT * mean[at]! + (1 - KEPT) * g;
        square[at] = KEPT_SQUARE * square[at]! + (1 - KEPT_SQUARE) * g * g;
        const scale = Math.sqrt(square[at]! / (1 - KEPT_SQUARE ** steps)) + TINY;
        weights[at]! -= (learningRate * (mean[at]! / (1 - KEPT ** steps))) / scale;
      }
    },
  };
}
