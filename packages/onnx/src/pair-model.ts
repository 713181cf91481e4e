import { readFile } from 'node:fs/promises';
import { TsrError } from '@tsr/core';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { readJsonObject } from './json-file.ts';
import { onnxOutline } from './onnx-outline.ts';
import type { PairOutput, PairRequest, WorkerSetup } from './protocol.ts';
import type { ResolvedModel } from './resolve-model.ts';
import { createTokenizer, type EncodedPair, type Tokenizer } from './tokenize/index.ts';

/** A model that reads pairs, on the thread that opened it. */
export interface PairModel {
  run(request: PairRequest): Promise<PairOutput>;
}

type Runtime = typeof import('onnxruntime-node');

// Errors are thrown; none is printed besides.
const FATAL = 4;
const KNOWN_INPUTS = ['input_ids', 'attention_mask', 'token_type_ids'];

export async function openPairModel({ model, output }: Omit<WorkerSetup, 'gate'>): Promise<PairModel> {
  const runtime = await loadRuntime();
  const tokenizer = await openTokenizer(model);
  const bytes = await readFile(model.onnxFile);
  const inputs = checkedInputs(model, bytes, output);
  const session = await openSession(runtime, model, bytes);
  return {
    async run({ query, passage, budget }) {
      const pair = tokenizer.pair(query, passage, budget);
      const values = await infer(session, feedsOf(runtime, inputs, pair), output);
      return { values, tokens: pair.inputIds.length, truncated: pair.truncated };
    },
  };
}

async function loadRuntime(): Promise<Runtime> {
  try {
    return await import('onnxruntime-node');
  } catch (cause) {
    const missing = (cause as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND';
    const message = missing
      ? 'onnx: onnxruntime-node is not installed, ONNX models run on it; npm install onnxruntime-node'
      : `onnx: onnxruntime-node does not load here: ${String(cause)}; npm install onnxruntime-node for this platform`;
    throw new TsrError('TSR_MISSING_DEPENDENCY', message, { cause });
  }
}

async function openTokenizer({
  tokenizerFile,
  tokenizerConfigFile,
  folder,
  config,
}: ResolvedModel): Promise<Tokenizer> {
  const tokenizer = createTokenizer({
    tokenizer: await readJsonObject(tokenizerFile),
    ...(tokenizerConfigFile !== undefined && { config: await readJsonObject(tokenizerConfigFile) }),
  });
  const rows = config.vocabularySize ?? tokenizer.vocabularySize;
  if (tokenizer.vocabularySize <= rows) return tokenizer;
  throw new TsrError(
    'TSR_MODEL_INVALID',
    `onnx: tokenizer.json of ${folder} has ${tokenizer.vocabularySize} tokens, the model ${rows}; take both from one model`,
  );
}

function checkedInputs({ onnxFile }: ResolvedModel, bytes: Uint8Array, output: string): readonly string[] {
  const { inputs, outputs, externalData } = onnxOutline(bytes);
  const unknown = inputs.filter((name) => !KNOWN_INPUTS.includes(name));
  const refuse = (fact: string): TsrError => new TsrError('TSR_MODEL_INVALID', `onnx: ${onnxFile} ${fact}`);
  if (externalData) throw refuse('keeps weights in other files, which is refused; export it as one file');
  if (!inputs.includes('input_ids')) throw refuse(`has no input input_ids, but ${listed(inputs)}; use a text encoder`);
  if (unknown.length > 0) throw refuse(`wants ${listed(unknown)}; only ${listed(KNOWN_INPUTS)} can be given`);
  if (!outputs.includes(output))
    throw refuse(`has no output ${output}, but ${listed(outputs)}; use a model that has it`);
  return inputs;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.slice(0, 10).join(', ').slice(0, 200);
}

/** One thread: the pool runs several sessions instead, and a sum is always added up in the same order. */
async function openSession(runtime: Runtime, model: ResolvedModel, bytes: Uint8Array): Promise<InferenceSession> {
  try {
    return await runtime.InferenceSession.create(bytes, {
      executionProviders: ['cpu'],
      executionMode: 'sequential',
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      logSeverityLevel: FATAL,
    });
  } catch (cause) {
    throw new TsrError('TSR_MODEL_INVALID', `onnx: ${model.onnxFile} cannot be opened: ${String(cause)}`, { cause });
  }
}

function feedsOf({ Tensor }: Runtime, inputs: readonly string[], pair: EncodedPair): Record<string, Tensor> {
  const row = (values: Int32Array): Tensor =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  const all: Record<string, Int32Array> = {
    input_ids: pair.inputIds,
    attention_mask: new Int32Array(pair.inputIds.length).fill(1),
    token_type_ids: pair.tokenTypeIds,
  };
  return Object.fromEntries(inputs.map((name) => [name, row(all[name]!)]));
}

async function infer(session: InferenceSession, feeds: Record<string, Tensor>, output: string): Promise<Float32Array> {
  const result = (await session.run(feeds, [output], { logSeverityLevel: FATAL }))[output];
  if (result?.data instanceof Float32Array) return result.data;
  throw new TsrError(
    'TSR_MODEL_INVALID',
    `onnx: output ${output} is ${result?.type}; export the model with float32 outputs`,
  );
}
