import type { Feature } from './pair.ts';

/** The first stage's score, between the lowest (0) and the highest (1) of the list. */
export const firstStage: Feature = ({ evidence }) => evidence.share;

/** 1 / the first stage's rank. */
export const reciprocalRank: Feature = ({ evidence }) => 1 / evidence.rank;

/** The lexical leg's score over the highest of the list. 0 to 1. */
export const lexical: Feature = ({ evidence }) => evidence.lexical;

/** 1 / the lexical leg's rank. */
export const lexicalReciprocalRank: Feature = ({ evidence }) => 1 / evidence.lexicalRank;

/** The dense leg's score. */
export const dense: Feature = ({ evidence }) => evidence.dense;

/** 1 / the dense leg's rank. */
export const denseReciprocalRank: Feature = ({ evidence }) => 1 / evidence.denseRank;
