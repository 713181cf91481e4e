// Any part swaps by changing one line: every combination of the engines below answers the same question.
import { pathToFileURL } from 'node:url';
import { createBm25Index } from '@tsr/bm25';
import {
  createCascade,
  createTwoStageRetriever,
  type Document,
  type Embedder,
  type Reranker,
  type Retriever,
} from '@tsr/core';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { createBundledEmbedder } from '@tsr/embed';
import { createHybridRetriever } from '@tsr/fusion';
import { createLearnedReranker } from '@tsr/rerank-learned';
import { createCrossEncoder } from '@tsr/rerank-onnx';
import { bundledPassages } from './corpus.ts';

type Documents = readonly Document[];

export const lexicalEngines = {
  wink: (documents: Documents) => createBm25Index({ documents, engine: 'wink' }),
};

export const denseEngines = {
  hnswlib: (documents: Documents, embedder: Embedder) => createDenseIndex({ documents, embedder, engine: 'hnswlib' }),
  usearch: (documents: Documents, embedder: Embedder) => createDenseIndex({ documents, embedder, engine: 'usearch' }),
  exact: (documents: Documents, embedder: Embedder) => createDenseIndex({ documents, embedder, engine: 'exact' }),
};

export const embedders = {
  static: () => createBundledEmbedder(),
};

const crossEncoder = new URL('../packages/rerank-onnx/fixtures/tiny-cross-encoder', import.meta.url);

export const secondStages = {
  none: async (): Promise<Reranker | undefined> => undefined,
  learned: (): Promise<Reranker> => createLearnedReranker(),
  'cross-encoder': (): Promise<Reranker> => createCrossEncoder({ model: crossEncoder.pathname }),
  cascade: async (): Promise<Reranker> =>
    createCascade([
      { reranker: await secondStages.learned() },
      { reranker: await secondStages['cross-encoder'](), keep: 20 },
    ]),
};

export interface Choice {
  readonly lexical: keyof typeof lexicalEngines;
  readonly dense: keyof typeof denseEngines;
  readonly embedder: keyof typeof embedders;
  readonly secondStage: keyof typeof secondStages;
}

/** Every combination of the parts above. */
export const choices: readonly Choice[] = keys(lexicalEngines).flatMap((lexical) =>
  keys(denseEngines).flatMap((dense) =>
    keys(embedders).flatMap((embedder) =>
      keys(secondStages).map((secondStage) => ({ lexical, dense, embedder, secondStage })),
    ),
  ),
);

export interface Prepared {
  readonly embedder: Embedder;
  create(documents: Documents): Promise<Retriever>;
}

/** The parts of a choice that know no documents, made once; `create` makes a retriever over documents of them. */
export async function prepare(choice: Choice): Promise<Prepared> {
  const embedder = await embedders[choice.embedder]();
  const secondStage = await secondStages[choice.secondStage]();
  return {
    embedder,
    async create(documents) {
      const bm25 = lexicalEngines[choice.lexical](documents);
      const dense = await denseEngines[choice.dense](documents, embedder);
      const firstStage = createHybridRetriever({ retrievers: { dense, bm25 } });
      return createTwoStageRetriever({ firstStage, secondStage });
    },
  };
}

function keys<T extends object>(record: T): readonly (keyof T)[] {
  return Object.keys(record) as (keyof T)[];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const documents = bundledPassages();
  for (const choice of choices) {
    const retriever = await (await prepare(choice)).create(documents);
    const [best] = await retriever.search('How do I configure OAuth2 authentication?');
    console.log(Object.values(choice).join(' + ').padEnd(45), best?.document.id);
  }
}
