import { type Collection, openCollection } from '@tsr/collection';
import { abortable, createTwoStageRetriever, type TwoStageRetriever } from '@tsr/core';
import { createBundledEmbedder } from '@tsr/embed';
import type { FusionSetting } from '@tsr/eval';
import type { CrossEncoder } from '@tsr/rerank-onnx';
import { openSecondStage } from './open-second-stage.ts';
import { defaultFusing, fusingOptions, readSettings } from './settings.ts';
import type { StageOptions } from './stage-options.ts';

export interface OpenOptions extends StageOptions {
  /** For a query or a few, exact search costs less than building a graph. @default 'exact' */
  readonly engine?: 'auto' | 'exact';
  readonly signal: AbortSignal;
}

export interface OpenedStages {
  readonly retriever: TwoStageRetriever;
  readonly collection: Collection;
  /** How a hybrid first stage fuses its legs: as `tune` left it, or by the default. */
  readonly fusing: { readonly default: FusionSetting; readonly tuned: FusionSetting | undefined };
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
  const settings = options.untuned ? undefined : await readSettings(options.collection);
  const firstStage = await collection.firstStage(options.firstStage, settings && fusingOptions(settings.fusing));
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
    fusing: { default: defaultFusing(embedder), tuned: settings?.fusing },
    embedderBytes: embedder.bytes,
    ...(second?.crossEncoder && { crossEncoder: second.crossEncoder }),
    dispose: async () => second?.dispose(),
  };
}
