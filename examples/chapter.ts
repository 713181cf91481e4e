// The listing of the chapter on two-stage retrieval, line for line: what the book writes in Python stands above each
// part. Run it with `npm run chapter` in this folder, and TSR_MODELS set to a folder that holds the cross-encoder.
import { createBm25Index } from '@tsr/bm25';
import { createTwoStageRetriever, type RetrievalOutcome } from '@tsr/core';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { createBundledEmbedder } from '@tsr/embed';
import { createHybridRetriever } from '@tsr/fusion';
import { createCrossEncoder } from '@tsr/rerank-onnx';
import { createLineSink, withTelemetry } from '@tsr/telemetry';
import { bundledPassages } from './corpus.ts';

// documents = [Document(id=..., content=..., metadata=...), ...]
const documents = bundledPassages();

// bm25_index = BM25Index(documents)
const bm25 = createBm25Index({ documents });

// dense_index = DenseIndex(documents)
const dense = await createDenseIndex({ documents, embedder: await createBundledEmbedder(), engine: 'hnswlib' });

// hybrid = HybridRetriever(dense_index, bm25_index)
const hybrid = createHybridRetriever({ retrievers: { dense, bm25 } });

// reranker = LocalCrossEncoder('cross-encoder/ms-marco-MiniLM-L-6-v2')
const reranker = await createCrossEncoder({ model: 'cross-encoder/ms-marco-MiniLM-L-6-v2' });

// retriever = TwoStageRetriever(
//     first_stage_retriever=hybrid, second_stage_ranker=reranker, first_stage_k=100, final_k=10)
const twoStage = createTwoStageRetriever({ firstStage: hybrid, secondStage: reranker, firstStageK: 100, finalK: 10 });

// logging.basicConfig(level=logging.INFO)
const retriever = withTelemetry(twoStage, createLineSink({ write: (line) => console.error(line) }));

// results = retriever.retrieve("How do I configure OAuth2 authentication?")
const { results }: RetrievalOutcome = await retriever.retrieve('How do I configure OAuth2 authentication?');

// for r in results:
//     print(r.doc_id, r.first_stage_score, r.second_stage_score)
for (const { id, firstStageScore, secondStageScore } of results) {
  console.log(id, firstStageScore.toFixed(3), secondStageScore?.toFixed(3));
}
await reranker.dispose();
