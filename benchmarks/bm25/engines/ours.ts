import { createBm25Index } from '@tsr/bm25';
import { createAnalyzer } from '@tsr/bm25/analysis';
import { B, type BuildEngine, K1 } from '../engine.ts';

/** The public interface, as anybody calls it: segmenting and folding of Unicode and the promise are in the clock. */
export const buildOurs: BuildEngine = async (documents, { analysis, topK }) => {
  const analyzer = createAnalyzer({ language: analysis === 'english' ? 'english' : 'none' });
  const index = createBm25Index({ documents, analyzer, k1: K1, b: B });
  await index.refresh();
  return { search: (text) => index.search(text, { topK }) };
};
