import { testReranker } from '@tsr/conformance';
import { describe, test } from 'vitest';
import { createLearnedReranker } from './index.ts';

testReranker({ describe, test }, 'learned', { create: () => createLearnedReranker() });
testReranker({ describe, test }, 'learned, with legs of other names', {
  create: () => createLearnedReranker({ legs: { lexical: 'words', dense: 'vectors' } }),
});
