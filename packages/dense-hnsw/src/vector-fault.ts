/** What is wrong with a vector, in words, or undefined. Zero is nothing wrong. */
export function vectorFault(vector: unknown, dimensions: number): string | undefined {
  return shapeFault(vector, dimensions) ?? valueFault(vector as Float32Array);
}

export function shapeFault(vector: unknown, dimensions: number): string | undefined {
  if (!(vector instanceof Float32Array)) return 'is no Float32Array';
  return vector.length === dimensions ? undefined : `has ${vector.length} dimensions, index has ${dimensions}`;
}

function valueFault(vector: Float32Array): string | undefined {
  for (let at = 0; at < vector.length; at++) {
    if (!Number.isFinite(vector[at])) return `has ${vector[at]} at position ${at}`;
  }
  return undefined;
}

/** Labels are 32 bits wide in the engines, and wrap silently beyond. */
export const MAX_LABEL: number = 2 ** 32 - 1;

export function labelFault(label: number): string | undefined {
  return Number.isInteger(label) && label >= 0 && label <= MAX_LABEL ? undefined : `is no integer of 0 to ${MAX_LABEL}`;
}
