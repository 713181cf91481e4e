import { outOfRange, TsrError } from '@tsr/core';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { batchesOf } from './batches.ts';
import { type Encoded, encode } from './encode-input.ts';
import { feedsOf, type Sequence } from './feeds.ts';
import { type ModelFile, readModelFile } from './model-file.ts';
import { pooled } from './pooling.ts';
import type { Head, ModelInput, ModelOutput, ModelSettings, Opened } from './protocol.ts';
import { openWith, openWithBest } from './provider.ts';
import { createRunTimes, type RunTimes } from './run-times.ts';
import type { Runtime } from './runtime.ts';

/** A model that reads texts or pairs of them, on the thread that opened it. */
export interface TextModel extends Opened {
  /** Undefined, and nothing was run, if that would have taken beyond the deadline. */
  run(inputs: readonly ModelInput[], options: TextModelRun): Promise<readonly ModelOutput[] | undefined>;
}

export interface TextModelRun {
  /** Asked before each call of native code; once it says no, the rest is not run. */
  wanted(): boolean;
  /** Epoch milliseconds. @default never */
  readonly deadline?: number | undefined;
}

// Errors are thrown; none is printed besides.
const FATAL = 4;
const GPU_BATCH_TOKENS = 8192;

export async function openTextModel({ model, head, provider: asked, batchTokens }: ModelSettings): Promise<TextModel> {
  const file = await readModelFile(model, head.outputs);
  const { quantizesByCall } = file.outline;
  if (quantizesByCall && batchTokens)
    throw outOfRange(
      `onnx: batchTokens is ${batchTokens}, but ${model.name} quantises by the call, a text's numbers would depend on its neighbours; leave it out`,
    );
  const open = (runtime: Runtime, provider: string): Promise<InferenceSession> =>
    openSession(runtime, provider, file, model.onnxFile);
  // What is quantised by the call runs on the CPU, whatever else there is.
  const opened = asked === undefined ? openWithBest(!quantizesByCall, open) : openWith(asked, open);
  const { session, runtime, provider } = await opened;
  const onGpu = provider.name !== 'cpu' && provider.name !== 'wasm';
  const budget = batchTokens ?? (onGpu && !quantizesByCall ? GPU_BATCH_TOKENS : 0);

  const times = createRunTimes();

  async function runBatch(sequences: readonly Sequence[]): Promise<readonly Float32Array[]> {
    const start = performance.now();
    const feeds = feedsOf(runtime, file.outline.inputs, sequences);
    const result = (await session.run(feeds, [file.output], { logSeverityLevel: FATAL }))[file.output];
    if (sequences.length === 1) times.note(sequences[0]!.inputIds.length, performance.now() - start);
    return rowsOf(checked(result, sequences.length, file.output), sequences, head);
  }

  async function runAll(sequences: readonly Sequence[], wanted: () => boolean): Promise<Float32Array[]> {
    const lengths = sequences.map(({ inputIds }) => inputIds.length);
    const values: Float32Array[] = [];
    for (const batch of batchesOf(lengths, budget)) {
      if (!wanted()) throw new TsrError('TSR_DISPOSED', 'onnx: what was asked of the model is not wanted any more');
      const rows = await runBatch(batch.map((position) => sequences[position]!));
      for (const [row, position] of batch.entries()) values[position] = rows[row]!;
    }
    return values;
  }
  return {
    provider,
    batchTokens: budget,
    dtype: file.outline.dtype,
    async run(inputs, { wanted, deadline = Number.POSITIVE_INFINITY }) {
      const encoded = inputs.map((input) => encode(file.tokenizer, input));
      const sequences = encoded.flatMap(({ sequences }) => sequences);
      if (!isDoneBy(deadline, sequences, times)) return undefined;
      const values = await runAll(sequences, wanted);
      return encoded.map((input) => outputOf(input, values.splice(0, input.sequences.length)));
    },
  };
}

/** As far as earlier runs tell. */
function isDoneBy(deadline: number, sequences: readonly Sequence[], times: RunTimes): boolean {
  if (deadline === Number.POSITIVE_INFINITY) return true;
  const lengths = sequences.map(({ inputIds }) => inputIds.length);
  const left = deadline - Date.now();
  if (left > 0 && lengths.reduce((sum, length) => sum + times.predict(length), 0) <= left) return true;
  if (left > 0) for (const length of lengths) times.doubt(length);
  return false;
}

function outputOf({ sequences, truncated }: Encoded, values: readonly Float32Array[]): ModelOutput {
  const tokens = sequences.reduce((sum, { inputIds }) => sum + inputIds.length, 0);
  return { values: joined(values), runs: sequences.length, tokens, truncated };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(0)] = parts;
  if (parts.length === 1) return first;
  const whole = new Float32Array(first.length * parts.length);
  for (const [index, part] of parts.entries()) whole.set(part, index * first.length);
  return whole;
}

/** One thread: the pool runs several sessions instead, and a sum is always added up in the same order. */
async function openSession(
  { InferenceSession }: Runtime,
  provider: string,
  { bytes }: ModelFile,
  path: string,
): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(bytes, {
      executionProviders: [provider],
      executionMode: 'sequential',
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      logSeverityLevel: FATAL,
    });
  } catch (cause) {
    throw new TsrError('TSR_MODEL_INVALID', `onnx: ${path} cannot be opened: ${String(cause)}`, { cause });
  }
}

interface FloatTensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

function checked(tensor: Tensor | undefined, rows: number, output: string): FloatTensor {
  if (tensor?.data instanceof Float32Array && tensor.dims[0] === rows) return { data: tensor.data, dims: tensor.dims };
  const fact = `${tensor?.type} of [${tensor?.dims.join(', ')}] for ${rows} rows`;
  throw new TsrError('TSR_MODEL_INVALID', `onnx: output ${output} is ${fact}; export the model with float32 outputs`);
}

/** What is wanted of each row, copied out of the whole. */
function rowsOf(
  { data, dims }: FloatTensor,
  sequences: readonly Sequence[],
  { pooling }: Head,
): readonly Float32Array[] {
  const size = data.length / sequences.length;
  if (!pooling) return sequences.map((_, row) => data.slice(row * size, (row + 1) * size));
  const width = dims[2] ?? 0;
  const fits = dims.length === 3 && dims[1] === Math.max(...sequences.map(({ inputIds }) => inputIds.length));
  if (!fits || width < 1)
    throw new TsrError(
      'TSR_MODEL_INVALID',
      `onnx: the output is [${dims.join(', ')}], to be pooled it must be [texts, tokens, width]; use a sentence encoder`,
    );
  return sequences.map(({ inputIds }, row) =>
    pooled(data.subarray(row * size, row * size + inputIds.length * width), width, pooling),
  );
}
