/**
 * What is used of `@huggingface/tokenizers`. Written out here because the package's own types do not resolve
 * under NodeNext.
 */
export interface Engine {
  readonly normalizer: { normalize(text: string): string } | null;
  readonly model: { readonly vocab: readonly string[] };
  readonly post_processor: {
    post_process(tokens: string[], pair: string[] | null, addSpecialTokens: boolean): PostProcessed;
  } | null;
  encode(text: string, options: { add_special_tokens: boolean }): { readonly ids: readonly number[] };
  token_to_id(token: string): number | undefined;
}

interface PostProcessed {
  readonly tokens: readonly string[];
  readonly token_type_ids?: readonly number[];
}
