import { fieldsOf, invalidModel, textOf, varintsOf } from './protobuf-fields.ts';

/** What a tensor of an ONNX file says of itself. */
export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** `fp32`, `int8`, …; a number where it has no short name. */
  readonly dtype: string;
  readonly elements: number;
  /** Its numbers lie in another file, which it names by path. */
  readonly external: boolean;
}

// Field numbers of TensorProto in onnx.proto3.
const [DIMS, DATA_TYPE, NAME, RAW_DATA, EXTERNAL_DATA, DATA_LOCATION] = [1, 2, 8, 9, 13, 14];
// Names that models' files go by, by TensorProto.DataType.
const DTYPES: Readonly<Record<number, string>> = { 1: 'fp32', 2: 'uint8', 3: 'int8', 10: 'fp16', 16: 'bf16' };
// Bits of an element by TensorProto.DataType; 0 where they are not kept raw.
const BITS = [0, 32, 8, 8, 16, 16, 32, 64, 0, 8, 16, 64, 32, 64, 64, 128, 16, 8, 8, 8, 8, 4, 4, 4];
const MOST_ELEMENTS = 2 ** 40;

/**
 * Reads a tensor's head, and that it holds as many bytes as its shape asks for.
 * @throws TsrError `TSR_MODEL_INVALID`
 */
export function onnxTensor(message: Uint8Array): OnnxTensor {
  const shape: number[] = [];
  let [name, type, external] = ['', 0, false];
  let raw: Uint8Array | undefined;
  for (const field of fieldsOf(message)) {
    if (field.number === DIMS) shape.push(...varintsOf(field));
    if (field.number === DATA_TYPE) type = field.value;
    if (field.number === NAME && field.bytes) name = textOf(field.bytes);
    if (field.number === RAW_DATA) raw = field.bytes;
    if (field.number === EXTERNAL_DATA || (field.number === DATA_LOCATION && field.value !== 0)) external = true;
  }
  const elements = checkSize(name, shape, BITS[type] ?? 0, external ? undefined : raw);
  return { name, shape, dtype: DTYPES[type] ?? String(type), elements, external };
}

function checkSize(name: string, shape: readonly number[], bits: number, raw: Uint8Array | undefined): number {
  const elements = shape.reduce((product, length) => product * length, 1);
  const fits = raw === undefined || bits === 0 || Math.ceil((elements * bits) / 8) === raw.length;
  if (elements <= MOST_ELEMENTS && fits) return elements;
  const held = raw === undefined ? '' : ` in ${raw.length} bytes`;
  throw invalidModel(`has a tensor ${name.slice(0, 60)} of [${shape.slice(0, 8).join(', ')}]${held}`);
}
