import { invalidArgument, outOfRange, shown, TsrError } from '@tsr/core';
import type { ResolvedModel } from '@tsr/onnx';

/**
 * Index of the label that was asked for, of so many that the model has.
 * @throws TsrError `TSR_MODEL_INVALID` if there are several and none was asked for.
 */
export function chosenLabel({ name, config }: ResolvedModel, count: number, label?: number | string): number {
  const names = config.labels?.length === count ? config.labels : Array.from({ length: count }, (_, i) => String(i));
  const listed = names.slice(0, 10).map(shown).join(', ');
  if (label === undefined) {
    if (count === 1) return 0;
    const fact = `${name} gives ${count} logits per pair, one for each of ${listed}`;
    throw new TsrError('TSR_MODEL_INVALID', `rerank-onnx: ${fact}; pass the label that stands for relevant`);
  }
  if (typeof label === 'number') {
    if (Number.isInteger(label) && label >= 0 && label < count) return label;
    throw outOfRange(`rerank-onnx: label is ${shown(label)}, ${name} has ${count}; pass an index from 0`);
  }
  if (names.includes(label)) return names.indexOf(label);
  throw invalidArgument(`rerank-onnx: label is ${shown(label)}, ${name} has ${listed}; pass one of them, or its index`);
}
