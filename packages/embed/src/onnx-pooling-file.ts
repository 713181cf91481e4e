import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TsrError } from '@tsr/core';
import type { Pooling } from './onnx-known-models.ts';

// Keys of sentence-transformers' 1_Pooling/config.json.
const METHODS: Readonly<Record<string, Pooling>> = {
  pooling_mode_cls_token: 'cls',
  pooling_mode_mean_tokens: 'mean',
};

/**
 * The pooling that a model's folder states in `1_Pooling/config.json`, or undefined where there is no such file.
 * @throws TsrError `TSR_MODEL_INVALID` if it cannot be read, `TSR_NOT_SUPPORTED` for another pooling than mean or CLS.
 */
export async function poolingOfFolder(folder: string): Promise<Pooling | undefined> {
  const path = join(folder, '1_Pooling', 'config.json');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const on = modesOf(path, text);
  const [mode] = on;
  if (on.length === 1 && Object.hasOwn(METHODS, mode!)) return METHODS[mode!]!;
  throw new TsrError(
    'TSR_NOT_SUPPORTED',
    `embed: ${path} asks for ${on.join(' and ') || 'no pooling'}; only mean and CLS pooling are known, pass one as pooling if that is meant`,
  );
}

function modesOf(path: string, text: string): readonly string[] {
  try {
    const config: unknown = JSON.parse(text);
    if (typeof config !== 'object' || config === null) throw new TypeError('it holds no object');
    return Object.entries(config).flatMap(([key, value]) =>
      key.startsWith('pooling_mode_') && value === true ? [key] : [],
    );
  } catch (cause) {
    throw new TsrError('TSR_MODEL_INVALID', `embed: ${path} cannot be read: ${String(cause)}; fetch it again`, {
      cause,
    });
  }
}
