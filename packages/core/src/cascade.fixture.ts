import type { Ranking, Reranker, ScoredDocument } from './contracts.ts';
import { type CandidateScore, defineReranker } from './define-reranker.ts';
import { rankingOf } from './ranking.ts';

/** Candidates a, b, c, … with scores that fall from their number to 1. */
export function candidatesOf(letters: string): Ranking {
  return [...letters].map((id, index): ScoredDocument => {
    const [score, rank] = [letters.length - index, index + 1];
    const evidence = [{ stage: 'retrieve', component: 'first', rank, score }] as const;
    return { document: { id, content: id }, score, evidence };
  });
}

/** Scores what is in the table, and notes what it was asked about. */
export function tableReranker(name: string, table: Readonly<Record<string, number>>, asked: string[] = []): Reranker {
  return defineReranker({
    name,
    scope: 'pair',
    rerank(_, candidates) {
      asked.push(candidates.map(({ document }) => document.id).join(''));
      return candidates.flatMap(({ document }, index): CandidateScore[] => {
        const score = table[document.id];
        return score === undefined ? [] : [{ index, score }];
      });
    },
  });
}

/** `a0 b1 …`: ids with their tiers. */
export function tiersOf(ranking: Ranking): string {
  return ranking.map(({ document, tier = 0 }) => `${document.id}${tier}`).join(' ');
}

/** The cascade's promise, word by word: sorted by the last stage that scored it, then by that stage's score, then id. */
export function naiveCascade(
  stages: readonly { readonly table: ReadonlyMap<string, number>; readonly keep: number }[],
  candidates: Ranking,
): readonly string[] {
  let order = candidates.map(({ document }) => document.id);
  const last = new Map<string, { readonly stage: number; readonly score: number }>();
  for (const [stage, { table, keep }] of stages.entries()) {
    if (candidates.length === 1 && stage < stages.length - 1) continue;
    for (const id of order.slice(0, keep)) {
      const score = table.get(id);
      if (score !== undefined) last.set(id, { stage, score });
    }
    const place = new Map(order.map((id, index) => [id, index]));
    const isNew = (id: string): boolean => last.get(id)?.stage === stage;
    const fresh = rankingOf(
      order.filter(isNew).map((id) => ({ document: { id, content: '' }, score: last.get(id)!.score })),
    );
    const rest = order.filter((id) => !isNew(id)).sort((a, b) => place.get(a)! - place.get(b)!);
    order = [...fresh.map(({ document }) => document.id), ...rest];
  }
  return order.filter((id) => last.has(id));
}
