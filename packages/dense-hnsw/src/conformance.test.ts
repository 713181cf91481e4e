import { testMutableIndex, testRetriever, testSaveable, testScoresById } from '@tsr/conformance';
import type { Document } from '@tsr/core';
import { createHashEmbedder } from '@tsr/core/testing';
import { describe, test } from 'vitest';
import { temporaryFiles } from '../../../tooling/temporary-files.ts';
import { createDenseIndex } from './dense-index.ts';
import { installedEngines } from './engines/installed-engines.fixture.ts';
import { openDenseIndex } from './open-dense-index.ts';

const runner = { describe, test };
const embedder = createHashEmbedder();

const files = temporaryFiles();

for (const engine of ['exact', ...(await installedEngines())] as const) {
  const create = (documents: readonly Document[]) => createDenseIndex({ engine, embedder, documents });
  const subject = { create, embedder, approximate: engine !== 'exact' };
  testRetriever(runner, engine, subject);
  testMutableIndex(runner, engine, subject);
  testScoresById(runner, engine, subject);
  testSaveable(runner, engine, { create, open: (path) => openDenseIndex(path, { embedder }), files });
}
