import { readFileSync } from 'node:fs';
import { createBm25Index } from '@tsr/bm25';
import { createTwoStageRetriever, type ExplainedOutcome } from '@tsr/core';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { createBundledEmbedder } from '@tsr/embed';
import { parseQrelsTsv } from '@tsr/eval';
import { createHybridRetriever } from '@tsr/fusion';
import { createLearnedReranker } from '@tsr/rerank-learned';
import { createProvenance, observationOf, type ProvenanceReport } from '@tsr/telemetry';
import { judgedCollection } from '../tooling/judged-collection.ts';
import { sharedPath } from '../tooling/shared.ts';

export const SUBTITLE = 'SciFact, test queries: BM25 and bundled vectors, fused; then the bundled learned reranker';

/** SciFact's test queries through both stages, their outcomes, and where the final top 10 came from. */
export async function scifactProvenance(): Promise<{
  report: ProvenanceReport;
  outcomes: readonly ExplainedOutcome[];
}> {
  const { documents, queries } = judgedCollection('scifact');
  const qrels = parseQrelsTsv(readFileSync(sharedPath('data/scifact/qrels/test.tsv'), 'utf8'));
  const embedder = await createBundledEmbedder();
  const bm25 = createBm25Index({ documents });
  const dense = await createDenseIndex({ documents, embedder });
  const firstStage = createHybridRetriever({ retrievers: { bm25, dense } });
  const secondStage = await createLearnedReranker({ tokenVectors: embedder.tokenVectors });
  const retriever = createTwoStageRetriever({ firstStage, secondStage });
  const provenance = createProvenance();
  const outcomes: ExplainedOutcome[] = [];
  for (const [id, text] of queries) {
    const outcome = await retriever.explain(text);
    outcomes.push(outcome);
    const grades = Object.entries(Object.fromEntries(qrels.get(id) ?? []));
    const relevant = new Set(grades.filter(([, grade]) => grade > 0).map(([document]) => document));
    provenance.add(observationOf(outcome.trace), { relevant });
  }
  return { report: provenance.report(), outcomes };
}
