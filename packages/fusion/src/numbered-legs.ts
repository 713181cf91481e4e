import type { ScoredDocument } from '@tsr/core';
import type { CheckedLeg } from './checked-legs.ts';
import type { RankedList } from './fusion-method.ts';

/** The documents of all legs, numbered in the order that they are met. */
export interface NumberedLegs {
  /** By number of the document: the item of each leg that has it, in the order of the legs. */
  readonly found: readonly (readonly ScoredDocument[])[];
  /** One a leg. */
  readonly lists: readonly RankedList[];
}

export function numberedLegs(legs: readonly CheckedLeg[]): NumberedLegs {
  const numbers = new Map<string, number>();
  const found: ScoredDocument[][] = [];
  const numberOf = (item: ScoredDocument): number => {
    const { id } = item.document;
    const known = numbers.get(id);
    if (known === undefined) {
      numbers.set(id, found.length);
      return found.push([item]) - 1;
    }
    found[known]!.push(item);
    return known;
  };
  const lists = legs.map(({ name, ranking }): RankedList => {
    return { name, documents: ranking.map(numberOf), scores: scoresOf(ranking) };
  });
  return { found, lists };
}

/** Those of the best tier: behind them are documents that the last stage of the leg did not score. */
function scoresOf(ranking: readonly ScoredDocument[]): readonly number[] {
  const best = ranking[0]?.tier ?? 0;
  return ranking.filter(({ tier = 0 }) => tier === best).map(({ score }) => score);
}
