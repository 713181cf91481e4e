import { parse, relative, sep } from 'node:path';
import { createSerialQueue, TsrError } from '@tsr/core';
import type { ResolvedModel } from '@tsr/onnx';

/** What is used of @xenova/transformers. It is written down here because the package need not be installed. */
export interface TransformersLibrary {
  readonly env: { localModelPath: string; allowLocalModels: boolean };
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => unknown;
  pipeline(task: 'feature-extraction', model: string, options: object): Promise<FeatureExtraction>;
}

/** The library's feature-extraction pipeline. */
export interface FeatureExtraction {
  (
    text: string,
    options: { readonly pooling: 'mean' | 'cls'; readonly normalize: boolean },
  ): Promise<{ readonly data: Float32Array; readonly dims: readonly number[] }>;
  tokenizer: (text: string, options: object) => unknown;
  dispose(): Promise<unknown>;
}

const INSTALL = 'npm install @xenova/transformers';

/** @throws TsrError `TSR_MISSING_DEPENDENCY` */
export async function loadTransformers(): Promise<TransformersLibrary> {
  try {
    // A name that the compiler does not follow: its types need not be there either.
    const name: string = '@xenova/transformers';
    return await import(name);
  } catch (cause) {
    const sharp = /sharp/i.test(String(cause));
    const fact = sharp ? 'cannot load its part sharp' : 'is not installed, or cannot be loaded';
    const remedy = sharp ? `pin "overrides": { "sharp": "^0.34.0" } in package.json and run ${INSTALL}` : INSTALL;
    throw new TsrError('TSR_MISSING_DEPENDENCY', `embed: @xenova/transformers ${fact}; ${remedy}`, { cause });
  }
}

// Where models lie is one setting for the whole library, which each file of a model is looked up with.
const loading = createSerialQueue();

/** A pipeline over a model that is on this machine; the library itself downloads and writes nothing. */
export function openPipeline(library: TransformersLibrary, model: ResolvedModel): Promise<FeatureExtraction> {
  const weights = weightsName(model);
  return loading(async () => {
    const { localModelPath, allowLocalModels } = library.env;
    const { root } = parse(model.folder);
    Object.assign(library.env, { localModelPath: root, allowLocalModels: true });
    try {
      return await library.pipeline('feature-extraction', model.folder.slice(root.length).replaceAll(sep, '/'), {
        quantized: false,
        local_files_only: true,
        model_file_name: weights,
      });
    } catch (cause) {
      const said = cause instanceof Error ? cause.message : String(cause);
      throw new TsrError('TSR_MODEL_INVALID', `embed: @xenova/transformers cannot open ${model.folder}: ${said}`, {
        cause,
      });
    } finally {
      Object.assign(library.env, { localModelPath, allowLocalModels });
    }
  });
}

/** The library looks in `onnx/` alone, and adds the ending. */
function weightsName({ folder, onnxFile, name }: ResolvedModel): string {
  const [match, weights] = /^onnx\/([^/]+)\.onnx$/.exec(relative(folder, onnxFile).replaceAll(sep, '/')) ?? [];
  if (match !== undefined) return weights!;
  throw new TsrError(
    'TSR_NOT_SUPPORTED',
    `embed: the weights of ${name} are ${onnxFile}, @xenova/transformers reads files in onnx/ only; move them there`,
  );
}
