import { type CachedEmbedder, createCachedEmbedder } from '@tsr/embed';
import { createDiskVectorStore } from '@tsr/embed/disk';
import { createOnnxEmbedder } from '@tsr/embed/onnx';

/** all-MiniLM-L6-v2, which embeds each text once: vectors are kept in a folder. */
export async function openEncoder(
  models: string,
  cache: string,
): Promise<{ readonly embedder: CachedEmbedder; dispose(): Promise<void> }> {
  const onnx = await createOnnxEmbedder({ model: 'Xenova/all-MiniLM-L6-v2', modelsFolder: models, maxTokens: 256 });
  const store = await createDiskVectorStore({ folder: cache });
  const embedder = createCachedEmbedder({ embedder: onnx, store, queries: true });
  return {
    embedder,
    async dispose() {
      await store.dispose();
      await onnx.dispose();
    },
  };
}
