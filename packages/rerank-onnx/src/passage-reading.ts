import { checkCount, invalidArgument, outOfRange, shown } from '@tsr/core';
import type { PassageReading } from '@tsr/onnx';
import type { CrossEncoderOptions } from './cross-encoder-options.ts';

const DEFAULT_OVERLAP = 64;
const DEFAULT_WINDOWS = 4;
const DEFAULT_SPAN = 96;

/** What is to be read of long passages, found to make sense. */
export function passageReading(options: CrossEncoderOptions): PassageReading {
  const { passages = 'windows', windowOverlap = DEFAULT_OVERLAP } = options;
  const most = checkCount('rerank-onnx', 'maxWindows', options.maxWindows ?? DEFAULT_WINDOWS);
  const spanTokens = checkCount('rerank-onnx', 'spanTokens', options.spanTokens ?? DEFAULT_SPAN);
  if (!Number.isInteger(windowOverlap) || windowOverlap < 0)
    throw outOfRange(`rerank-onnx: windowOverlap is ${shown(windowOverlap)}; pass 0 or a positive integer`);
  if (passages === 'windows') return { kind: 'windows', overlap: windowOverlap, most };
  if (passages === 'first') return { kind: 'first' };
  if (passages === 'span') return { kind: 'span', spanTokens };
  throw invalidArgument(`rerank-onnx: passages is ${shown(passages)}; pass 'windows', 'first' or 'span'`);
}
