import { testEmbedder } from '@tsr/conformance';
import { describe, test } from 'vitest';
import { createBundledEmbedder, createStaticEmbedder } from './index.ts';
import { smallTableFile } from './small-table.fixture.ts';

testEmbedder({ describe, test }, 'a static embedder of a small table', {
  create: () => createStaticEmbedder({ table: smallTableFile(), onWarning: () => {} }),
});

// One for all checks: reading 8 MB afresh for each is slow, and the small table shows what a second one does.
const bundled = createBundledEmbedder({ onWarning: () => {} });
testEmbedder({ describe, test }, 'the bundled embedder', { create: () => bundled });
