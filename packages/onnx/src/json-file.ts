import { readFile } from 'node:fs/promises';
import { TsrError } from '@tsr/core';

/** The object in a JSON file of a model. */
export async function readJsonObject(path: string): Promise<object> {
  const text = await readFile(path, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new TsrError('TSR_MODEL_INVALID', `onnx: ${path} is not JSON; fetch it again`, { cause });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new TsrError('TSR_MODEL_INVALID', `onnx: ${path} holds no JSON object; fetch it again`);
}
