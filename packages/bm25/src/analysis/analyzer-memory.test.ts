import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createAnalyzer } from './analyzer.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

test.each(['english', 'none'] as const)('terms and memo (%s) hold on to no text', (language) => {
  const analyzer = createAnalyzer({ language });
  const texts = 20;
  const kept: string[] = [];
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  for (let made = 0; made < texts; made += 1) {
    // A short and a long word, an ending, an accent: each way that a term can come about.
    const words = `w${made} internationalizations${made} conditions${made}s Éclairs${made}`;
    kept.push(...analyzer.terms(words + ' '.repeat(1_000_000)));
  }
  collectGarbage();
  const grown = process.memoryUsage().heapUsed - before;
  expect(kept).toHaveLength(4 * texts);
  // The texts together take more than twenty million bytes.
  expect(grown).toBeLessThan(4_000_000);
});
