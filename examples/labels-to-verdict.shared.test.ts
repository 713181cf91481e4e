import { expect, test } from 'vitest';
import { describeShared } from '../tooling/shared.ts';
import { labelsToVerdict } from './labels-to-verdict.ts';

describeShared('how many labels reach the verdict of all judgments', () => {
  test('on Cranfield: few labels seldom decide wrongly, and more decide as all do', async () => {
    const { full, shares } = await labelsToVerdict('cranfield', { budgets: [200, 1_600], draws: 20 });
    console.log(full, shares);
    const [few, many] = shares as [(typeof shares)[0], (typeof shares)[0]];
    expect(few.queries).toBeLessThan(many.queries);
    for (const { same, other, undecided } of shares) expect(same + other + undecided).toBeCloseTo(1, 12);
    expect(many.same).toBeGreaterThan(few.same - 0.1);
    expect(many.other).toBeLessThanOrEqual(0.1);
  });
});
