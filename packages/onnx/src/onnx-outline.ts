import { onnxTensor } from './onnx-tensor.ts';
import { fieldsOf, invalidModel, textOf } from './protobuf-fields.ts';

/** What an ONNX file asks for and gives, read without running anything of it. */
export interface OnnxOutline {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Weights lie in other files, which the model names by path. */
  readonly externalData: boolean;
  /**
   * Numbers are quantised as they come, over all rows of a call (`DynamicQuantizeLinear`): what a row gives then
   * depends on its neighbours, and on how much they are padded.
   */
  readonly quantizesByCall: boolean;
  /** Type of most of the weights: `fp32`, `int8`, … */
  readonly dtype: string;
  /** Rows of the table that `input_ids` are looked up in; undefined where they are used otherwise. */
  readonly tokenRows: number | undefined;
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
const NODE = { input: 1, kind: 4 };
const VALUE_NAME = 1;
const MAX_DEPTH = 40;

/**
 * Reads the outline of a model, so that one that is cut short, or that reaches for other files, is refused before
 * native code sees it.
 * @throws TsrError `TSR_MODEL_INVALID`
 */
export function onnxOutline(bytes: Uint8Array): OnnxOutline {
  const names = { inputs: [] as string[], outputs: [] as string[] };
  const initializers = new Map<string, readonly number[]>();
  const elements = new Map<string, number>();
  const found = { graphs: 0, externalData: false, quantizesByCall: false };
  let tokenTable: string | undefined;

  function visit(kind: Kind, message: Uint8Array, depth: number): void {
    if (depth > MAX_DEPTH) throw invalidModel('is nested too deeply');
    if (kind === 'tensor') found.externalData ||= onnxTensor(message).external;
    if (kind === 'node') noteNode(message);
    for (const field of fieldsOf(message)) {
      const part = PARTS[kind][field.number];
      if (part === undefined || field.bytes === undefined) continue;
      if (kind === 'graph' && depth === 1) noteName(field.number, field.bytes);
      if (kind === 'model' && part === 'graph') found.graphs++;
      visit(part, field.bytes, depth + 1);
    }
  }

  function noteNode(message: Uint8Array): void {
    const kind = firstText(message, NODE.kind);
    if (kind.startsWith('DynamicQuantize')) found.quantizesByCall = true;
    if (kind !== 'Gather') return;
    const [table, looked] = [...fieldsOf(message)].filter(({ number }) => number === NODE.input);
    if (table?.bytes && looked?.bytes && textOf(looked.bytes) === 'input_ids') tokenTable = textOf(table.bytes);
  }

  function noteName(field: number, message: Uint8Array): void {
    if (field === GRAPH.initializer) {
      const tensor = onnxTensor(message);
      initializers.set(tensor.name, tensor.shape);
      elements.set(tensor.dtype, (elements.get(tensor.dtype) ?? 0) + tensor.elements);
    }
    if (field === GRAPH.input) names.inputs.push(firstText(message, VALUE_NAME));
    if (field === GRAPH.output) names.outputs.push(firstText(message, VALUE_NAME));
  }

  visit('model', bytes, 0);
  const { graphs, externalData, quantizesByCall } = found;
  if (graphs === 0) throw invalidModel('holds no graph');
  return {
    inputs: names.inputs.filter((name) => !initializers.has(name)),
    outputs: names.outputs,
    externalData,
    quantizesByCall,
    dtype: [...elements].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 'none',
    tokenRows: tokenTable === undefined ? undefined : initializers.get(tokenTable)?.[0],
  };
}

function firstText(message: Uint8Array, number: number): string {
  for (const field of fieldsOf(message)) if (field.number === number && field.bytes) return textOf(field.bytes);
  return '';
}
