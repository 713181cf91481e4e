import { describe, expect, it } from 'vitest';
import { pooled } from './pooling.ts';

const states = Float32Array.of(3, 4, 0, 0, -1, 8, 0, 12);
const all = { dimensions: undefined };

describe('pooling', () => {
  it('takes the mean of the tokens, and makes its length 1', () => {
    const length = Math.hypot(2, 12, 0, 12);
    expect(pooled(states, 4, { method: 'mean', ...all })).toEqual(Float32Array.of(2, 12, 0, 12).map((v) => v / length));
  });

  it('takes the first token', () => {
    expect(pooled(states, 4, { method: 'cls', ...all })).toEqual(Float32Array.of(0.6, 0.8, 0, 0));
  });

  it('cuts dimensions off before it makes the length 1', () => {
    expect(pooled(states, 4, { method: 'cls', dimensions: 1 })).toEqual(Float32Array.of(1));
    expect(() => pooled(states, 4, { method: 'cls', dimensions: 5 })).toThrow(/dimensions is 5, the model gives 4/);
  });

  it('keeps a vector of zeros, and refuses what is not finite', () => {
    expect(pooled(new Float32Array(4), 2, { method: 'mean', ...all })).toEqual(new Float32Array(2));
    for (const odd of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => pooled(Float32Array.of(odd, 1), 2, { method: 'mean', ...all })).toThrow(/not finite/);
  });
});
