import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createCascade, createInterpolation, type Reranker } from '@tsr/core';
import type { StaticEmbedder } from '@tsr/embed';
import { createLearnedReranker } from '@tsr/rerank-learned';
import type { CrossEncoder } from '@tsr/rerank-onnx';
import { createDownloadLines } from './download-lines.ts';
import { readOwnRanker } from './own-ranker.ts';
import type { StageOptions } from './stage-options.ts';

export interface SecondStage {
  readonly reranker: Reranker;
  readonly crossEncoder?: CrossEncoder;
  dispose(): Promise<void>;
}

type SecondStageOptions = Pick<
  StageOptions,
  'collection' | 'untuned' | 'rerank' | 'keep' | 'interpolate' | 'model' | 'modelsFolder'
> & {
  readonly signal: AbortSignal;
};

/** What the options choose to order candidates; nothing where they choose none. */
export async function openSecondStage(
  options: SecondStageOptions,
  { tokenVectors }: Pick<StaticEmbedder, 'tokenVectors'>,
): Promise<SecondStage | undefined> {
  const { rerank, keep, interpolate } = options;
  if (rerank === 'none') return undefined;
  const learned = rerank === 'cross-encoder' ? undefined : await openLearned(options, tokenVectors);
  if (learned && rerank === 'learned') return { reranker: mixed(learned, interpolate), dispose: async () => {} };
  const crossEncoder = await openCrossEncoder(options);
  const last = mixed(crossEncoder, interpolate);
  const reranker = learned ? createCascade([{ reranker: learned }, { reranker: last, keep }]) : last;
  return { reranker, crossEncoder, dispose: () => crossEncoder.dispose() };
}

/** With the ranker that was trained on this collection, where there is one. */
async function openLearned(
  { collection, untuned }: SecondStageOptions,
  tokenVectors: StaticEmbedder['tokenVectors'],
): Promise<Reranker> {
  const ranker = untuned ? undefined : await readOwnRanker(collection);
  return createLearnedReranker({ tokenVectors, ranker });
}

function mixed(reranker: Reranker, weight: number | undefined): Reranker {
  return weight === undefined ? reranker : createInterpolation({ reranker, weight });
}

async function openCrossEncoder({ model = '', modelsFolder, signal }: SecondStageOptions): Promise<CrossEncoder> {
  const { createCrossEncoder } = await import('@tsr/rerank-onnx');
  const onDownload = createDownloadLines((line) => process.stderr.write(`${line}\n`));
  return createCrossEncoder({ model: located(model), signal, onDownload, ...(modelsFolder && { modelsFolder }) });
}

/** A folder that holds a model, however it is written, comes before an id of the same name. */
function located(model: string): string {
  return existsSync(join(model, 'config.json')) ? resolve(model) : model;
}
