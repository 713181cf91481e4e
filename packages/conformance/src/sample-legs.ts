import type { Leg, Ranking, ScoredDocument } from '@tsr/core';
import { compareUtf8 } from './claims.ts';
import { sampleDocuments } from './sample-documents.ts';
import { createSeededRandom } from './seeded-random.ts';

/** Rankings of different scales and lengths, some of whose documents are found by one leg only. */
export function sampleLegs(): readonly Leg[] {
  const ids = sampleDocuments().map(({ id }) => id);
  return [
    { name: 'bm25', ranking: rankingOver(ids.slice(0, 20), 1, (n) => 21.7 - n) },
    { name: 'dense', ranking: rankingOver(ids.slice(8), 2, (n) => 0.91 - n / 40) },
    { name: 'titles', ranking: rankingOver(ids.slice(4, 12), 3, (n) => -3 - n * n), weight: 0.5 },
  ];
}

/** A ranking of these documents in a random order, with evidence of an earlier stage. */
export function rankingOver(ids: readonly string[], seed: number, scoreOf: (n: number) => number): Ranking {
  const held = new Map(sampleDocuments().map((document) => [document.id, document]));
  return createSeededRandom(seed)
    .shuffled(ids)
    .map((id, n): ScoredDocument => {
      const [rank, score] = [n + 1, scoreOf(n)];
      const document = held.get(id) ?? { id, content: '' };
      return { document, score, evidence: [{ stage: 'retrieve', component: `leg ${seed}`, rank, score }] };
    });
}

/** Fusions of several kinds of legs: ordinary ones, equal scores, one document, an empty leg, very large numbers. */
export function legSets(): readonly (readonly Leg[])[] {
  const [first, second, third] = sampleLegs() as [Leg, Leg, Leg];
  const ids = first.ranking.map(({ document }) => document.id).toSorted();
  return [
    [first, second, third],
    [first, { ...second, ranking: [] }],
    [
      { name: 'equal', ranking: tied(first.ranking, 2) },
      { name: 'zero', ranking: tied(second.ranking, 0) },
    ],
    [{ name: 'one', ranking: rankingOver(ids.slice(0, 1), 5, () => 7) }, second],
    [
      { name: 'huge', ranking: rankingOver(ids, 6, (n) => 1e300 / (n + 1)) },
      { ...third, weight: 1e-3 },
    ],
  ];
}

function tied(ranking: Ranking, score: number): Ranking {
  return ranking.map((item) => ({ ...item, score })).sort((a, b) => compareUtf8(a.document.id, b.document.id));
}
