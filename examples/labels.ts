// How many labels it takes to know whether the second stage is worth its time: the table of docs/labels-to-verdict.md.
// Usage: npm run labels, in examples. Needs ../shared.
import { labelsToVerdict } from './labels-to-verdict.ts';

const BUDGETS = [100, 200, 400, 800, 1_600, 3_200];
const percent = (share: number): string => `${Math.round(100 * share)} %`;

for (const name of ['scifact', 'cranfield', 'cacm'] as const) {
  const { queries, gain, full, shares } = await labelsToVerdict(name, { budgets: BUDGETS, draws: 100 });
  console.log(`\n${name}: ${queries} queries, gain ${gain.toFixed(4)} with all judgments: ${full}\n`);
  console.log('| labels | queries | as all judgments | otherwise | not yet | most telling pairs |');
  console.log('| ---: | ---: | ---: | ---: | ---: | --- |');
  for (const { budget, queries: reached, same, other, undecided, tellingPairs } of shares) {
    const row = [budget, Math.round(reached), percent(same), percent(other), percent(undecided), tellingPairs];
    console.log(`| ${row.join(' | ')} |`);
  }
}
