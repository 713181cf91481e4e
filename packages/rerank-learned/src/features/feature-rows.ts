import { FORMS } from './feature-set.ts';
import type { Feature, Pair } from './pair.ts';
import { QUERY_FEATURES, type QuerySide } from './query-features.ts';

/** One row a pair, in the order of `columnsOf`; NaN where a value is not known. */
export function featureRows(features: readonly Feature[], pairs: readonly Pair[], side: QuerySide): Float32Array {
  const [forms, queryFeatures] = [Object.values(FORMS), Object.values(QUERY_FEATURES)];
  const columns = forms.length * features.length + queryFeatures.length;
  const rows = new Float32Array(pairs.length * columns);
  let column = 0;
  const fill = (valueAt: (row: number) => number): void => {
    for (let row = 0; row < pairs.length; row++) rows[row * columns + column] = valueAt(row);
    column++;
  };
  for (const feature of features) {
    const raw = pairs.map(feature);
    for (const form of forms) {
      const values = form(raw);
      fill((row) => values[row] as number);
    }
  }
  for (const feature of queryFeatures) {
    const value = feature(side);
    fill(() => value);
  }
  return rows;
}
