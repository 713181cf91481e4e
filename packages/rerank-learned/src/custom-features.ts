import { type Document, invalidArgument, outOfRange, shown } from '@tsr/core';
import { PAIR_FEATURES } from './features/feature-set.ts';
import type { Feature } from './features/pair.ts';

/** A feature of your own: one number for a query and a passage, NaN where it is not known. Synchronous and pure. */
export type CustomFeature = (query: string, document: Document) => number;

export type CustomFeatures = Readonly<Record<string, CustomFeature>>;

/** Of the evidence, beside features. */
const OTHER_NAMES = ['', 'logit', 'base', 'blend'];

/**
 * @param subject Of the errors.
 * @throws TypeError or RangeError `TSR_INVALID_ARGUMENT`: no function, or a name that means something else already.
 */
export function checkCustomFeatures(subject: string, features: CustomFeatures): void {
  for (const [name, compute] of Object.entries(features)) {
    if (typeof compute !== 'function') {
      throw invalidArgument(`${subject}: custom feature ${shown(name)} is ${shown(compute)}; pass a function`);
    }
    if (!Object.hasOwn(PAIR_FEATURES, name) && !OTHER_NAMES.includes(name) && !name.includes('.')) continue;
    const fact = name.includes('.')
      ? 'has a full stop in its name, as forms of features do'
      : 'has the name of another';
    throw outOfRange(`${subject}: custom feature ${shown(name)} ${fact}; pass it under another name`);
  }
}

/** Custom features of one query, whose numbers are checked. */
export function customFeaturesOf(subject: string, features: CustomFeatures, query: string): readonly Feature[] {
  return Object.entries(features).map(
    ([name, feature]): Feature =>
      ({ document }) => {
        const value = feature(query, document);
        if (typeof value === 'number' && Math.abs(value) !== Number.POSITIVE_INFINITY) return value;
        throw invalidArgument(
          `${subject}: custom feature ${shown(name)} is ${shown(value)} for ${shown(document.id)}; give a finite number, or NaN where it is not known`,
        );
      },
  );
}
