// Repositories whose own weights are not ONNX, or not quantised: the same model, converted.
const CONVERTED: ReadonlyMap<string, string> = new Map([
  ['cross-encoder/ms-marco-MiniLM-L-6-v2', 'Xenova/ms-marco-MiniLM-L-6-v2'],
  ['sentence-transformers/all-MiniLM-L6-v2', 'Xenova/all-MiniLM-L6-v2'],
  ['BAAI/bge-small-en-v1.5', 'Xenova/bge-small-en-v1.5'],
]);

/** The repository that has an id's weights in ONNX: the id itself, unless it is a known model kept elsewhere. */
export function repositoryOf(id: string): string {
  return CONVERTED.get(id) ?? id;
}
