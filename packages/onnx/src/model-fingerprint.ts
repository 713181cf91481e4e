import { TsrError } from '@tsr/core';
import { sha256Of } from './hub/file-digest.ts';
import type { ResolvedModel } from './resolve-model.ts';

export type FingerprintedFiles = Pick<ResolvedModel, 'onnxFile' | 'tokenizerFile' | 'tokenizerConfigFile'>;

/** `sha256:` and the digest of ONNX file, tokenizer and its config. */
export async function fingerprintOf(files: FingerprintedFiles): Promise<string> {
  const { onnxFile, tokenizerFile, tokenizerConfigFile } = files;
  const more = tokenizerConfigFile === undefined ? [] : [tokenizerConfigFile];
  return `sha256:${await sha256Of(onnxFile, tokenizerFile, ...more)}`;
}

/**
 * That a model which is to be opened once more is still the one that was resolved.
 * @throws TsrError `TSR_MODEL_NOT_FOUND`, `TSR_CORRUPT_FILE`
 */
export async function checkUnchanged(model: ResolvedModel): Promise<void> {
  const found = await fingerprintOf(model).catch((cause) => {
    const fact = `onnx: ${model.folder} cannot be read any more`;
    throw new TsrError('TSR_MODEL_NOT_FOUND', `${fact}; put the model's files back`, { cause });
  });
  if (found === model.fingerprint) return;
  throw new TsrError(
    'TSR_CORRUPT_FILE',
    `onnx: ${model.folder} holds another model than when it was opened; put that one back, or open this one`,
  );
}
