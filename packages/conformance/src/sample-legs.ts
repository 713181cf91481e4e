import type { Leg, Ranking, ScoredDocument } from '@tsr/core';
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
