import { InvalidArgumentError } from 'commander';

// How the values of options are read. What is not one is said, with what to pass.

type Parse = (text: string) => number;

function numberThat(holds: (value: number) => boolean, wanted: string): Parse {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (!holds(value)) throw new InvalidArgumentError(`Pass ${wanted}.`);
    return value;
  };
}

export const positiveInteger: Parse = numberThat((value) => Number.isInteger(value) && value > 0, 'a positive integer');
export const positiveNumber: Parse = numberThat((value) => Number.isFinite(value) && value > 0, 'a number above 0');
export const share: Parse = numberThat((value) => value >= 0 && value <= 1, 'a number from 0 to 1');
export const timeLimit: Parse = numberThat(
  (value) => value > 0 && value < 2 ** 31,
  'milliseconds above 0 and below 2^31',
);
export const finiteNumber: Parse = numberThat(Number.isFinite, 'a number');
export const portNumber: Parse = numberThat(
  (value) => Number.isInteger(value) && value >= 0 && value < 65_536,
  'a port, 0 to 65535',
);

export function numbers(text: string): readonly number[] {
  const values = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (values.every(Number.isFinite)) return values;
  throw new InvalidArgumentError('Pass numbers, separated by commas.');
}

export function legWeights(text: string): Readonly<Record<string, number>> {
  const entries = text.split(',').map((part) => part.split('=').map((side) => side.trim()));
  const fine = entries.every(([leg, weight, ...rest]) => leg && weight && rest.length === 0 && Number(weight) >= 0);
  if (!fine) throw new InvalidArgumentError('Pass leg=weight, separated by commas, weights of at least 0.');
  return Object.fromEntries(entries.map(([leg, weight]) => [leg, Number(weight)]));
}
