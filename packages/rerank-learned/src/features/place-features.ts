import { type Feature, shareOf } from './pair.ts';

/** How early the first hit stands: 1 for the first term, falling with the logarithm of its position; 0 for none. */
export const earliness: Feature = ({ match: { positions } }) =>
  positions[0] === undefined ? 0 : 1 / (1 + Math.log2(1 + positions[0]));

/** Share of the passage's terms that are in the query. 0 to 1. */
export const density: Feature = ({ match }) => shareOf(match.positions.length, match.length);

/** log2(1 + terms of the passage). */
export const length: Feature = ({ match }) => Math.log2(1 + match.length);
