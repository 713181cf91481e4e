import { TsrError } from '@tsr/core';

/** What an ONNX file asks for and gives, read without running anything of it. */
export interface OnnxOutline {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Weights lie in other files, which the model names by path. */
  readonly externalData: boolean;
}

type Kind = 'model' | 'training' | 'function' | 'graph' | 'node' | 'attribute' | 'sparse' | 'tensor' | 'value';

// Field numbers of onnx.proto3 through which a tensor can be reached, and what they hold.
const PARTS: Readonly<Record<Kind, Readonly<Record<number, Kind>>>> = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  function: { 7: 'node', 11: 'attribute' },
  graph: { 1: 'node', 5: 'tensor', 11: 'value', 12: 'value', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  tensor: {},
  value: {},
};
const GRAPH = { initializer: 5, input: 11, output: 12 };
const TENSOR = { name: 8, externalData: 13, dataLocation: 14 };
const VALUE_NAME = 1;
const MAX_DEPTH = 40;

interface Field {
  readonly number: number;
  /** Of a varint field. */
  readonly value: number;
  /** Of a field with a length. */
  readonly bytes: Uint8Array | undefined;
}

/**
 * Reads the outline of a model, so that one that is cut short, or that reaches for other files, is refused before
 * native code sees it.
 * @throws TsrError `TSR_MODEL_INVALID`
 */
export function onnxOutline(bytes: Uint8Array): OnnxOutline {
  const names = { inputs: [] as string[], outputs: [] as string[], initializers: new Set<string>() };
  let externalData = false;
  let graphs = 0;

  function visit(kind: Kind, message: Uint8Array, depth: number): void {
    if (depth > MAX_DEPTH) throw invalid('is nested too deeply');
    for (const field of fieldsOf(message)) {
      if (kind === 'tensor' && isExternal(field)) externalData = true;
      const part = PARTS[kind][field.number];
      if (part === undefined || field.bytes === undefined) continue;
      if (kind === 'graph' && depth === 1) noteName(field.number, field.bytes);
      if (kind === 'model' && part === 'graph') graphs++;
      visit(part, field.bytes, depth + 1);
    }
  }

  function noteName(field: number, message: Uint8Array): void {
    if (field === GRAPH.initializer) names.initializers.add(textOf(message, TENSOR.name));
    if (field === GRAPH.input) names.inputs.push(textOf(message, VALUE_NAME));
    if (field === GRAPH.output) names.outputs.push(textOf(message, VALUE_NAME));
  }

  visit('model', bytes, 0);
  if (graphs === 0) throw invalid('holds no graph');
  const inputs = names.inputs.filter((name) => !names.initializers.has(name));
  return { inputs, outputs: names.outputs, externalData };
}

function isExternal({ number, value }: Field): boolean {
  return number === TENSOR.externalData || (number === TENSOR.dataLocation && value !== 0);
}

function textOf(message: Uint8Array, number: number): string {
  for (const field of fieldsOf(message))
    if (field.number === number && field.bytes) return new TextDecoder().decode(field.bytes);
  return '';
}

/** Fields of a protocol buffer message, unread. */
function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let at = 0;

  function varint(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 70; scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw invalid('is cut short');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw invalid('is not an ONNX model');
  }

  function take(length: number): Uint8Array {
    if (length > bytes.length - at) throw invalid('is cut short');
    at += length;
    return bytes.subarray(at - length, at);
  }

  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const wireType = tag % 8;
    let value = 0;
    let content: Uint8Array | undefined;
    if (wireType === 0) value = varint();
    else if (wireType === 1) take(8);
    else if (wireType === 2) content = take(varint());
    else if (wireType === 5) take(4);
    else throw invalid('is not an ONNX model');
    yield { number, value, bytes: content };
  }
}

function invalid(fact: string): TsrError {
  return new TsrError('TSR_MODEL_INVALID', `onnx: the model file ${fact}; fetch it again`);
}
