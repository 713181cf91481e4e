import { type Ranking, shown } from '@tsr/core';
import { claim, compareUtf8 } from './claims.ts';

export function idsOf(ranking: Ranking): readonly string[] {
  return ranking.map(({ document }) => document.id);
}

/** Ids and scores: what makes two rankings equal. */
export function essence(ranking: Ranking): readonly (readonly [id: string, score: number, tier: number])[] {
  return ranking.map(({ document, score, tier = 0 }) => [document.id, score, tier] as const);
}

export function claimFinite(ranking: Ranking, subject: string): void {
  for (const { document, score } of ranking) {
    claim(Number.isFinite(score), subject, () => `score of ${shown(document.id)} is ${shown(score)}`);
  }
}

export function claimUnique(ranking: Ranking, subject: string): void {
  const ids = idsOf(ranking);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  claim(twice === undefined, subject, () => `${shown(twice)} is there twice`);
}

/** Tier ascending, then score descending. Ties are left to {@link claimTies}. */
export function claimOrder(ranking: Ranking, subject: string): void {
  ranking.forEach((item, index) => {
    const before = ranking[index - 1];
    const tiers = (item.tier ?? 0) - (before?.tier ?? 0);
    const inOrder = before === undefined || tiers > 0 || (tiers === 0 && !(item.score > before.score));
    claim(inOrder, subject, () => `rank ${index + 1} (score ${item.score}) is below a score of ${before?.score}`);
  });
}

/** Equal scores of a tier stand in the order of their ids' UTF-8 bytes. Returns how many ties there were. */
export function claimTies(ranking: Ranking, subject: string): number {
  let ties = 0;
  ranking.forEach((item, index) => {
    const before = ranking[index - 1];
    if (before === undefined || item.score !== before.score || (item.tier ?? 0) !== (before.tier ?? 0)) return;
    ties += 1;
    const [a, b] = [before.document.id, item.document.id];
    claim(compareUtf8(a, b) <= 0, subject, () => `at score ${item.score}, ${shown(b)} is below ${shown(a)}`);
  });
  return ties;
}
