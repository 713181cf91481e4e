import {
  type MutableIndexSubject,
  testMutableIndex,
  testRetriever,
  testSaveable,
  testScoresById,
} from '@tsr/conformance';
import { describe, test } from 'vitest';
import { temporaryFiles } from '../../../tooling/temporary-files.ts';
import { type Bm25Options, createBm25Index, openBm25Index } from './index.ts';

const runner = { describe, test };

function testIndex(name: string, options: Bm25Options): void {
  const create: MutableIndexSubject['create'] = (documents) => createBm25Index({ ...options, documents });
  testRetriever(runner, name, { create });
  testMutableIndex(runner, name, { create });
  testScoresById(runner, name, { create: (documents) => createBm25Index({ ...options, documents }) });
}

testIndex('bm25', {});
testIndex('bm25 on wink', { engine: 'wink' });
testIndex('bm25 without saturation and length', { k1: 0, b: 0 });
testIndex('bm25 by Robertson', { variant: 'robertson' });
testIndex('bm25+', { variant: 'bm25+' });
testIndex('bm25f', { fields: { title: 3, content: { weight: 1, b: 0.4 } } });
testIndex('bm25 with all that a query may ask for', { operators: true, prefix: true, fuzzy: true });

const files = temporaryFiles();
for (const options of [{}, { fields: { title: 3, content: 1 } }] satisfies Bm25Options[]) {
  testSaveable(runner, `bm25 ${Object.keys(options)}`, {
    create: (documents) => createBm25Index({ ...options, documents }),
    open: (path) => openBm25Index(path),
    files,
  });
}
