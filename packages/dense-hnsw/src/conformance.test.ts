import { testMutableIndex, testRetriever, testScoresById } from '@tsr/conformance';
import type { Document } from '@tsr/core';
import { createHashEmbedder } from '@tsr/core/testing';
import { describe, test } from 'vitest';
import { createDenseIndex } from './dense-index.ts';
import { installedEngines } from './engines/installed-engines.fixture.ts';

const runner = { describe, test };
const embedder = createHashEmbedder();

for (const engine of ['exact', ...(await installedEngines())] as const) {
  const create = (documents: readonly Document[]) => createDenseIndex({ engine, embedder, documents });
  const subject = { create, embedder, approximate: engine !== 'exact' };
  testRetriever(runner, engine, subject);
  testMutableIndex(runner, engine, subject);
  testScoresById(runner, engine, subject);
}
