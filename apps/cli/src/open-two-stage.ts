import { type Collection, openCollection } from '@tsr/collection';
import { abortable, createTwoStageRetriever, type Embedder, type Reranker, type TwoStageRetriever } from '@tsr/core';
import { createBundledEmbedder } from '@tsr/embed';
import { createFeatureReranker } from '@tsr/rerank-learned';
import type { CrossEncoder } from '@tsr/rerank-onnx';
import { createDownloadLines } from './download-lines.ts';
import type { StageOptions } from './stage-options.ts';

export interface OpenOptions extends StageOptions {
  /** For a query or a few, exact search costs less than building a graph. @default 'exact' */
  readonly engine?: 'auto' | 'exact';
  readonly signal: AbortSignal;
}

export interface OpenedStages {
  readonly retriever: TwoStageRetriever;
  readonly collection: Collection;
  /** Size of the embedder's table. */
  readonly embedderBytes: number;
  readonly crossEncoder?: CrossEncoder;
  dispose(): Promise<void>;
}

/** A collection with the two stages that the options choose. Rejects as soon as the signal aborts. */
export function openTwoStage(options: OpenOptions): Promise<OpenedStages> {
  return abortable(open(options), options.signal);
}

async function open({ engine = 'exact', ...options }: OpenOptions): Promise<OpenedStages> {
  const { candidates, topK, timeoutMs } = options;
  const embedder = await createBundledEmbedder();
  const collection = await openCollection(options.collection, { embedder, engine });
  const firstStage = await collection.firstStage(options.firstStage);
  const second = await openSecondStage(options, embedder);
  const retriever = createTwoStageRetriever({
    firstStage,
    secondStage: second?.reranker,
    firstStageK: candidates,
    finalK: topK,
    timeoutMs,
  });
  return {
    retriever,
    collection,
    embedderBytes: embedder.bytes,
    ...(second?.crossEncoder && { crossEncoder: second.crossEncoder }),
    dispose: async () => second?.dispose(),
  };
}

interface SecondStage {
  readonly reranker: Reranker;
  readonly crossEncoder?: CrossEncoder;
  dispose(): Promise<void>;
}

async function openSecondStage(
  { rerank, model = '', modelsFolder, signal }: Omit<OpenOptions, 'engine'>,
  embedder: Embedder,
): Promise<SecondStage | undefined> {
  if (rerank === 'none') return undefined;
  if (rerank === 'features') return { reranker: createFeatureReranker({ embedder }), dispose: async () => {} };
  const { createCrossEncoder } = await import('@tsr/rerank-onnx');
  const onDownload = createDownloadLines((line) => process.stderr.write(`${line}\n`));
  const reranker = await createCrossEncoder({ model, signal, onDownload, ...(modelsFolder && { modelsFolder }) });
  return { reranker, crossEncoder: reranker, dispose: () => reranker.dispose() };
}
