import { testReranker } from '@tsr/conformance';
import { createHashEmbedder } from '@tsr/core/testing';
import { describe, test } from 'vitest';
import { createFeatureReranker } from './index.ts';

testReranker({ describe, test }, 'features', { create: () => createFeatureReranker() });
testReranker({ describe, test }, 'features with an embedder', {
  create: () => createFeatureReranker({ embedder: createHashEmbedder() }),
});
