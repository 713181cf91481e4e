import { type Collection, openCollection } from '@tsr/collection';
import { createTwoStageRetriever, type Reranker, type TwoStageRetriever } from '@tsr/core';
import { createBundledEmbedder } from '@tsr/embed';
import { createFeatureReranker } from '@tsr/rerank-learned';
import { usageError } from './fail.ts';

export interface StageOptions {
  readonly collection: string;
  readonly firstStage: 'hybrid' | 'bm25' | 'dense';
  readonly rerank: 'features' | 'cross-encoder' | 'none';
  /** Folder or id of the cross-encoder. */
  readonly model?: string | undefined;
  readonly modelsFolder?: string | undefined;
  /** How many the first stage finds. */
  readonly candidates: number;
  /** How many are returned. */
  readonly topK: number;
  /** Time limit of the second stage, in milliseconds. */
  readonly timeoutMs?: number | undefined;
}

export interface OpenedStages {
  readonly retriever: TwoStageRetriever;
  readonly collection: Collection;
  dispose(): Promise<void>;
}

/** A collection with the two stages that the options choose. */
export async function openTwoStage(options: StageOptions): Promise<OpenedStages> {
  const { firstStage, candidates, topK, timeoutMs } = options;
  const embedder = await createBundledEmbedder();
  const collection = await openCollection(options.collection, { embedder });
  const second = await openSecondStage(options, embedder);
  const retriever = createTwoStageRetriever({
    firstStage: collection[firstStage],
    secondStage: second?.reranker,
    firstStageK: candidates,
    finalK: topK,
    timeoutMs,
  });
  return { retriever, collection, dispose: async () => second?.dispose() };
}

interface SecondStage {
  readonly reranker: Reranker;
  dispose(): Promise<void>;
}

async function openSecondStage(
  { rerank, model, modelsFolder }: StageOptions,
  embedder: Awaited<ReturnType<typeof createBundledEmbedder>>,
): Promise<SecondStage | undefined> {
  if (rerank === 'none') return undefined;
  if (rerank === 'features') return { reranker: createFeatureReranker({ embedder }), dispose: async () => {} };
  if (model === undefined) throw usageError('--rerank cross-encoder needs --model, a folder or an id');
  const { createCrossEncoder } = await import('@tsr/rerank-onnx');
  const reranker = await createCrossEncoder({ model, ...(modelsFolder && { modelsFolder }) });
  return { reranker, dispose: () => reranker.dispose() };
}
