import { type Bags, pooled, spread } from './bags.ts';

export interface FitOptions {
  readonly bags: Bags;
  /** What the texts' vectors should be, row after row. */
  readonly targets: Float32Array;
  /** Token vectors to begin with, and to stay near to where the texts say little. */
  readonly start: Float32Array;
  /** Length of a vector. */
  readonly width: number;
  /** Price of moving away from `start`. */
  readonly lambda: number;
  readonly steps: number;
}

/**
 * Token vectors R that make |A R - Y|^2 + lambda |R - start|^2 small: ridge-regularised sparse least squares by
 * conjugate gradients (Hestenes and Stiefel, 1952), every column of the vectors a problem of its own.
 */
export function fittedRows({ bags, targets, start, width, lambda, steps }: FitOptions): Float32Array {
  const fitted = Float32Array.from(start);
  const residual = spread(bags, difference(targets, pooled(bags, start, width)), width);
  const direction = Float32Array.from(residual);
  let squares = columnDots(residual, residual, width);
  for (let step = 0; step < steps; step++) {
    const image = spread(bags, pooled(bags, direction, width), width);
    addScaledColumns(image, direction, new Float64Array(width).fill(lambda), width);
    const curvature = columnDots(direction, image, width);
    const lengths = squares.map((value, column) => quotient(value, curvature[column]!));
    addScaledColumns(fitted, direction, lengths, width);
    addScaledColumns(
      residual,
      image,
      lengths.map((value) => -value),
      width,
    );
    const next = columnDots(residual, residual, width);
    const turns = next.map((value, column) => quotient(value, squares[column]!));
    for (let i = 0; i < direction.length; i++) direction[i] = residual[i]! + turns[i % width]! * direction[i]!;
    squares = next;
  }
  return fitted;
}

function difference(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, index) => value - b[index]!);
}

function columnDots(a: Float32Array, b: Float32Array, width: number): Float64Array {
  const dots = new Float64Array(width);
  for (let row = 0; row < a.length; row += width)
    for (let column = 0; column < width; column++) dots[column]! += a[row + column]! * b[row + column]!;
  return dots;
}

function addScaledColumns(to: Float32Array, from: Float32Array, factors: Float64Array, width: number): void {
  for (let row = 0; row < to.length; row += width)
    for (let column = 0; column < width; column++) to[row + column]! += factors[column]! * from[row + column]!;
}

// A column that is already solved has nothing left to divide.
function quotient(a: number, b: number): number {
  return b > 0 ? a / b : 0;
}
