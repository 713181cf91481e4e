import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { createAnalyzer } from './analyzer.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

test.each([{ language: 'english' }, { language: 'none' }, { identifiers: true }] as const)(
  'terms and memo of %j hold on to no text',
  (options) => {
    const analyzer = createAnalyzer(options);
    const texts = 20;
    const kept: string[] = [];
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (let made = 0; made < texts; made += 1) {
      // A short and a long word, an ending, an accent, a name: each way that a term can come about. No spaces.
      const words = `w${made};internationalizations${made};conditions${made}s;Éclairs${made};max_connections_of_${made}`;
      kept.push(...analyzer.terms(words + ';'.repeat(1_000_000)));
    }
    collectGarbage();
    const grown = process.memoryUsage().heapUsed - before;
    expect(kept.length).toBeGreaterThan(6 * texts);
    // The texts together take more than twenty million bytes.
    expect(grown).toBeLessThan(4_000_000);
  },
);
