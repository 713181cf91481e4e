import { testMutableIndex, testRetriever, testScoresById } from '@tsr/conformance';
import { createTwoStageRetriever, type Document } from '@tsr/core';
import { createNaiveBm25, createOverlapReranker } from '@tsr/core/testing';
import { describe, test } from 'vitest';
import { createMemorySink } from '../sinks/memory-sink.ts';
import { withTelemetry } from './with-telemetry.ts';

const runner = { describe, test };
const throwing = { record: () => Promise.reject(new Error('sink is gone')) };

const leaf = {
  create: (documents: readonly Document[]) => withTelemetry(createNaiveBm25({ documents }), createMemorySink()),
};
testRetriever(runner, 'withTelemetry(naive-bm25)', leaf);
testMutableIndex(runner, 'withTelemetry(naive-bm25)', leaf);
testScoresById(runner, 'withTelemetry(naive-bm25)', leaf);

testRetriever(runner, 'withTelemetry(two-stage)', {
  composite: true,
  create: (documents) => {
    const firstStage = createNaiveBm25({ documents });
    const secondStage = createOverlapReranker();
    const retriever = createTwoStageRetriever({ firstStage, secondStage, firstStageK: 1_000_000 });
    return withTelemetry(retriever, { includeText: true }, createMemorySink(), throwing);
  },
});
