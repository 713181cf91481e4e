import type { PlattCalibration } from './calibration.ts';
import { checkJudgedScores, type Judged, type JudgedScores } from './judged-scores.ts';

const MAX_STEPS = 100;
const SMALLEST_STEP = 1e-10;
const ENOUGH = 1e-9;
const RIDGE = 1e-12;

/**
 * Fits a logistic curve to judged scores: Platt, "Probabilistic Outputs for Support Vector Machines" (1999), with his
 * targets, which keep the curve from certainty, and the minimisation of Lin, Lin and Weng ("A Note on Platt's
 * Probabilistic Outputs", Machine Learning 2007). Scores by which relevant documents rank lower give a slope of 0.
 *
 * @throws TypeError or RangeError `TSR_INVALID_ARGUMENT` for scores that are not finite, judgments of another number,
 *   and where all documents are relevant, or none.
 */
export function fitPlatt(scores: ArrayLike<number>, relevant: Judged): PlattCalibration {
  const judged = checkJudgedScores('fitPlatt', scores, relevant);
  const { mean, deviation } = spreadOf(judged.scores);
  const points: Points = {
    values: judged.scores.map((score) => (score - mean) / deviation),
    targets: targetsOf(judged),
  };
  const { slope, intercept } = minimum(points);
  if (slope <= 0) return { kind: 'platt', slope: 0, intercept: logOdds(points.targets) };
  return { kind: 'platt', slope: slope / deviation, intercept: intercept - (slope * mean) / deviation };
}

interface Points {
  readonly values: Float64Array;
  readonly targets: Float64Array;
}

interface Curve {
  readonly slope: number;
  readonly intercept: number;
}

function spreadOf(scores: Float64Array): { mean: number; deviation: number } {
  const largest = scores.reduce((most, score) => Math.max(most, Math.abs(score)), Number.MIN_VALUE);
  const shares = scores.map((score) => score / largest);
  const mean = shares.reduce((sum, share) => sum + share, 0) / scores.length;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / scores.length;
  return { mean: mean * largest, deviation: Math.sqrt(variance) * largest || 1 };
}

function targetsOf({ relevant, positives, negatives }: JudgedScores): Float64Array {
  const [high, low] = [(positives + 1) / (positives + 2), 1 / (negatives + 2)];
  return Float64Array.from(relevant, (flag) => (flag === 1 ? high : low));
}

function logOdds(targets: Float64Array): number {
  const mean = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  return Math.log(mean / (1 - mean));
}

/** Newton's method with backtracking. */
function minimum(points: Points): Curve {
  let curve: Curve = { slope: 0, intercept: logOdds(points.targets) };
  let loss = lossOf(points, curve);
  for (let step = 0; step < MAX_STEPS; step++) {
    const move = newtonStep(points, curve);
    if (move === undefined) return curve;
    let size = 1;
    let next = moved(curve, move, size);
    let nextLoss = lossOf(points, next);
    while (nextLoss > loss - 1e-4 * size * move.descent && size > SMALLEST_STEP) {
      size /= 2;
      next = moved(curve, move, size);
      nextLoss = lossOf(points, next);
    }
    if (nextLoss >= loss) return curve;
    curve = next;
    loss = nextLoss;
  }
  return curve;
}

interface Move extends Curve {
  /** How fast the loss falls along it. */
  readonly descent: number;
}

function moved({ slope, intercept }: Curve, move: Move, size: number): Curve {
  return { slope: slope + size * move.slope, intercept: intercept + size * move.intercept };
}

/** Undefined where the loss is flat. */
function newtonStep({ values, targets }: Points, { slope, intercept }: Curve): Move | undefined {
  let [gradientA, gradientB, aa, ab, bb] = [0, 0, RIDGE, 0, RIDGE];
  for (const [at, value] of values.entries()) {
    const probability = 1 / (1 + Math.exp(-(slope * value + intercept)));
    const error = probability - targets[at]!;
    const curvature = probability * (1 - probability);
    gradientA += error * value;
    gradientB += error;
    aa += curvature * value * value;
    ab += curvature * value;
    bb += curvature;
  }
  if (Math.max(Math.abs(gradientA), Math.abs(gradientB)) < ENOUGH) return undefined;
  const determinant = aa * bb - ab * ab;
  const moveA = -(bb * gradientA - ab * gradientB) / determinant;
  const moveB = -(aa * gradientB - ab * gradientA) / determinant;
  return { slope: moveA, intercept: moveB, descent: -(gradientA * moveA + gradientB * moveB) };
}

/** Cross entropy of the targets. */
function lossOf({ values, targets }: Points, { slope, intercept }: Curve): number {
  let sum = 0;
  for (const [at, value] of values.entries()) {
    const z = slope * value + intercept;
    sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - targets[at]! * z;
  }
  return sum;
}
