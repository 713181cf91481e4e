import { createCascade, createInterpolation, type Embedder, type Reranker } from '@tsr/core';
import { createFeatureReranker } from '@tsr/rerank-learned';
import type { CrossEncoder } from '@tsr/rerank-onnx';
import { createDownloadLines } from './download-lines.ts';
import type { StageOptions } from './stage-options.ts';

export interface SecondStage {
  readonly reranker: Reranker;
  readonly crossEncoder?: CrossEncoder;
  dispose(): Promise<void>;
}

type SecondStageOptions = Pick<StageOptions, 'rerank' | 'keep' | 'interpolate' | 'model' | 'modelsFolder'> & {
  readonly signal: AbortSignal;
};

/** What the options choose to order candidates; nothing where they choose none. */
export async function openSecondStage(
  options: SecondStageOptions,
  embedder: Embedder,
): Promise<SecondStage | undefined> {
  const { rerank, keep, interpolate } = options;
  if (rerank === 'none') return undefined;
  const features = createFeatureReranker({ embedder });
  if (rerank === 'features') return { reranker: mixed(features, interpolate), dispose: async () => {} };
  const crossEncoder = await openCrossEncoder(options);
  const last = mixed(crossEncoder, interpolate);
  const reranker = rerank === 'cascade' ? createCascade([{ reranker: features }, { reranker: last, keep }]) : last;
  return { reranker, crossEncoder, dispose: () => crossEncoder.dispose() };
}

function mixed(reranker: Reranker, weight: number | undefined): Reranker {
  return weight === undefined ? reranker : createInterpolation({ reranker, weight });
}

async function openCrossEncoder({ model = '', modelsFolder, signal }: SecondStageOptions): Promise<CrossEncoder> {
  const { createCrossEncoder } = await import('@tsr/rerank-onnx');
  const onDownload = createDownloadLines((line) => process.stderr.write(`${line}\n`));
  return createCrossEncoder({ model, signal, onDownload, ...(modelsFolder && { modelsFolder }) });
}
