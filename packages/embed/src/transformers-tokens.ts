import type { FeatureExtraction, TransformersLibrary } from './transformers-library.ts';

/** Lists of equal length: input_ids, attention_mask and, with some models, token_type_ids. */
type Encoded = Readonly<Record<string, readonly (number | bigint)[]>>;

/**
 * Makes a pipeline read at most `maxTokens` of a text, with the separator at the end. Its own way of cutting is
 * through the finished list, which takes the separator away.
 */
export function limitTokens(extraction: FeatureExtraction, library: TransformersLibrary, maxTokens: number): void {
  const { tokenizer } = extraction;
  extraction.tokenizer = (text) => {
    const encoded = tokenizer(text, { padding: false, truncation: false, return_tensor: false }) as Encoded;
    const tensors = Object.entries(encoded).map(([name, values]) => {
      const cut = values.length > maxTokens ? [...values.slice(0, maxTokens - 1), values.at(-1)!] : values;
      return [name, new library.Tensor('int64', BigInt64Array.from(cut, BigInt), [1, cut.length])];
    });
    return Object.fromEntries(tensors);
  };
}
