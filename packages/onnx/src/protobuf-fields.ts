import { TsrError } from '@tsr/core';

/** One field of a protocol buffer message. */
export interface Field {
  readonly number: number;
  /** Of a varint field. */
  readonly value: number;
  /** Of a field with a length. */
  readonly bytes: Uint8Array | undefined;
}

/**
 * Fields of a protocol buffer message, unread.
 * @throws TsrError `TSR_MODEL_INVALID`
 */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let at = 0;

  function varint(): number {
    let value = 0;
    for (let scale = 1; scale < 2 ** 70; scale *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw invalidModel('is cut short');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    throw invalidModel('is not an ONNX model');
  }

  function take(length: number): Uint8Array {
    if (length > bytes.length - at) throw invalidModel('is cut short');
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
    else throw invalidModel('is not an ONNX model');
    yield { number, value, bytes: content };
  }
}

/** The varints of a repeated field that may be packed. */
export function* varintsOf({ value, bytes }: Field): Generator<number> {
  if (bytes === undefined) return yield value;
  let number = 0;
  let scale = 1;
  for (const byte of bytes) {
    number += (byte & 127) * scale;
    scale *= 128;
    if (byte > 127) continue;
    yield number;
    number = 0;
    scale = 1;
  }
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

export function invalidModel(fact: string): TsrError {
  return new TsrError('TSR_MODEL_INVALID', `onnx: the model file ${fact}; fetch it again`);
}
