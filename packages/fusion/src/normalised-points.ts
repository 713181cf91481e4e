import { invalidArgument, shown } from '@tsr/core';
import type { RankedList } from './fusion-method.ts';
import type { Normalisation } from './normalisations/normalisation.ts';

/** The normalised scores of a list as points; 0 for documents that it ranks without having scored them. */
export function normalisedPoints(
  subject: string,
  { name, documents, scores }: RankedList,
  normalise: Normalisation,
): readonly number[] {
  const normalised = normalise(scores, name);
  if (normalised.length !== scores.length || !normalised.every(Number.isFinite)) {
    const made = shown(normalised.slice(0, 3));
    throw invalidArgument(
      `${subject}: normalise made ${made} of leg ${shown(name)}; return one finite number per score`,
    );
  }
  return documents.map((_, index) => normalised[index] ?? 0);
}

/** @throws TypeError (`TSR_INVALID_ARGUMENT`) for what is no function. */
export function checkNormalisation(subject: string, normalise: Normalisation): void {
  if (typeof normalise === 'function') return;
  throw invalidArgument(`${subject}: normalise is ${shown(normalise)}; pass a function of scores, such as minMax`);
}
