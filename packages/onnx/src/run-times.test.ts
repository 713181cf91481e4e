import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRunTimes } from './run-times.ts';

describe('run times', () => {
  it('predict nothing of what is not known', () => {
    expect(createRunTimes().predict(100)).toBe(0);
  });

  it('predict like runs from like runs, and others from those nearest in length', () => {
    const times = createRunTimes();
    times.note(100, 10);
    times.note(400, 80);
    expect(times.predict(100)).toBeCloseTo(10);
    expect(times.predict(128)).toBeCloseTo(12.8);
    expect(times.predict(300)).toBeCloseTo(60);
    expect(times.predict(20)).toBeCloseTo(2);
    expect(times.predict(1000)).toBeCloseTo(200);
  });

  it('are not moved by one slow moment, and follow a lasting change', () => {
    const times = createRunTimes();
    for (let i = 0; i < 15; i++) times.note(100, 10);
    times.note(100, 500);
    expect(times.predict(100)).toBeCloseTo(10);
    for (let i = 0; i < 16; i++) times.note(100, 20);
    expect(times.predict(100)).toBeCloseTo(20);
  });

  it('are doubted until something is tried again, whatever was noted', () => {
    const note = fc.record({ tokens: fc.integer({ min: 1, max: 600 }), ms: fc.double({ min: 0.1, max: 1e6 }) });
    fc.assert(
      fc.property(fc.array(note, { maxLength: 100 }), fc.integer({ min: 1, max: 600 }), (notes, tokens) => {
        const times = createRunTimes();
        for (const { tokens, ms } of notes) times.note(tokens, ms);
        let doubts = 0;
        for (; times.predict(tokens) > 0; doubts++) times.doubt(tokens);
        expect(doubts).toBeLessThanOrEqual(notes.length);
        times.doubt(tokens);
        expect(times.predict(tokens)).toBe(0);
      }),
      { seed: 6 },
    );
  });
});
