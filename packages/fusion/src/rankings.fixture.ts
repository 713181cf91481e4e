import { type Leg, type Ranking, rankingOf } from '@tsr/core';

/** A ranking of documents that are nothing but their ids. */
export function rankingFrom(scores: Readonly<Record<string, number>>): Ranking {
  return rankingOf(Object.entries(scores).map(([id, score]) => ({ document: { id, content: id }, score })));
}

export function legFrom(name: string, scores: Readonly<Record<string, number>>, weight?: number): Leg {
  return { name, ranking: rankingFrom(scores), ...(weight === undefined ? {} : { weight }) };
}

export function scoresOf(ranking: Ranking): Record<string, number> {
  return Object.fromEntries(ranking.map(({ document, score }) => [document.id, score]));
}
