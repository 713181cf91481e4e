import { pooled, weightedBags } from './bags.ts';
import { fittedRows } from './fitted-rows.ts';
import { type PrincipalComponents, principalComponents, projected } from './principal-components.ts';
import { frequencyWeights, tokenCounts, unitRows, weighted } from './weighted-rows.ts';

export interface TableFit {
  /** Rows of the tokens of each training text. */
  readonly texts: readonly (readonly number[])[];
  /** What an encoder makes of each text, row after row, of length 1. */
  readonly vectors: Float32Array;
  /** What it makes of each token alone. */
  readonly tokens: Float64Array;
  /** Length of the encoder's vectors. */
  readonly width: number;
  /** Length of the table's. */
  readonly dimensions: number;
  /** `a` of the frequency weights. */
  readonly smoothing: number;
  readonly lambda: number;
  readonly steps: number;
  /** How far the pooled vectors' components are made equal, 0 to 1. */
  readonly whitening: number;
}

/**
 * Token vectors, weights included, whose sum over a text has the direction that the encoder gives the text: ridge
 * regression from the vectors of the tokens alone, then whitened so that the few directions that all texts share
 * do not drown the rest.
 * @returns `dimensions` values a token, row after row.
 */
export function fittedTable(fit: TableFit): Float32Array {
  const { texts, vectors, tokens, width, dimensions, lambda, steps } = fit;
  const components = principalComponents(vectors, width, dimensions);
  const count = tokens.length / width;
  const weights = frequencyWeights(tokenCounts(texts, count), fit.smoothing);
  const rows = fittedRows({
    bags: weightedBags(texts, weights),
    targets: projected(vectors, components),
    start: projected(unitRows(tokens, width), components),
    width: dimensions,
    lambda,
    steps,
  });
  const weightedRows = weighted(rows, weights);
  return projected(weightedRows, pooledComponents(texts, weightedRows, count, dimensions), fit.whitening);
}

/** Components of what the texts' vectors will be. */
function pooledComponents(
  texts: TableFit['texts'],
  rows: Float32Array,
  count: number,
  dimensions: number,
): PrincipalComponents {
  const plain = weightedBags(texts, new Float64Array(count).fill(1));
  return principalComponents(pooled(plain, rows, dimensions), dimensions, dimensions);
}
