import { readFile } from 'node:fs/promises';
import { TsrError } from '@tsr/core';
import { KNOWN_INPUTS } from './feeds.ts';
import { readJsonObject } from './json-file.ts';
import { type OnnxOutline, onnxOutline } from './onnx-outline.ts';
import type { ResolvedModel } from './resolve-model.ts';
import { createTokenizer, type Tokenizer } from './tokenize/index.ts';

/** A model's files, read and found fit to run. */
export interface ModelFile {
  readonly bytes: Uint8Array;
  readonly outline: OnnxOutline;
  readonly tokenizer: Tokenizer;
  /** Name of the output to read. */
  readonly output: string;
}

/** @throws TsrError `TSR_MODEL_INVALID`, before native code sees any of it. */
export async function readModelFile(model: ResolvedModel, outputs: readonly string[]): Promise<ModelFile> {
  const bytes = await readFile(model.onnxFile);
  const outline = onnxOutline(bytes);
  const output = checkOutline(model.onnxFile, outline, outputs);
  return { bytes, outline, output, tokenizer: await openTokenizer(model, outline.tokenRows) };
}

function checkOutline(file: string, outline: OnnxOutline, wanted: readonly string[]): string {
  const { inputs, outputs, externalData } = outline;
  const unknown = inputs.filter((name) => !KNOWN_INPUTS.includes(name));
  const refuse = (fact: string): TsrError => new TsrError('TSR_MODEL_INVALID', `onnx: ${file} ${fact}`);
  if (externalData) throw refuse('keeps weights in other files, which is refused; export it as one file');
  if (!inputs.includes('input_ids')) throw refuse(`has no input input_ids, but ${listed(inputs)}; use a text encoder`);
  if (unknown.length > 0) throw refuse(`wants ${listed(unknown)}; only ${listed(KNOWN_INPUTS)} can be given`);
  const output = wanted.find((name) => outputs.includes(name));
  if (output !== undefined) return output;
  throw refuse(`has no output ${wanted.join(' or ')}, but ${listed(outputs)}; use a model that has it`);
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.slice(0, 10).join(', ').slice(0, 200);
}

async function openTokenizer(model: ResolvedModel, tokenRows: number | undefined): Promise<Tokenizer> {
  const { tokenizerFile, tokenizerConfigFile, folder, config } = model;
  const tokenizer = createTokenizer({
    tokenizer: await readJsonObject(tokenizerFile),
    ...(tokenizerConfigFile !== undefined && { config: await readJsonObject(tokenizerConfigFile) }),
  });
  const rows = Math.min(tokenRows ?? Number.POSITIVE_INFINITY, config.vocabularySize ?? Number.POSITIVE_INFINITY);
  if (tokenizer.vocabularySize <= rows) return tokenizer;
  throw new TsrError(
    'TSR_MODEL_INVALID',
    `onnx: tokenizer.json of ${folder} has ${tokenizer.vocabularySize} tokens, the model ${rows}; take both from one model`,
  );
}
