import { invalidArgument, shown } from '@tsr/core';
import type { FusionMethod, RankedList } from '@tsr/fusion';
import type { Judgments } from '../measures/measure.ts';
import type { RecordedItem } from '../records/search-record.ts';

/** What a leg found, by query id, best first. */
export type LegRankings = ReadonlyMap<string, readonly RecordedItem[]>;

/** By leg: its rankings, or several variants of them by name, the first of which is in use. */
export type Legs = Readonly<Record<string, LegRankings | Readonly<Record<string, LegRankings>>>>;

/** The legs of one judged query, their documents numbered: fused again and again without looking at a text. */
export interface KeptQuery {
  readonly id: string;
  readonly judgments: Judgments;
  /** By number of the document. */
  readonly ids: readonly string[];
  /** By leg and variant. */
  readonly lists: ReadonlyMap<string, ReadonlyMap<string, RankedList>>;
}

/** The queries that have judgments and that at least one leg was asked. */
export function keptQueries(legs: Legs, qrels: ReadonlyMap<string, Judgments>): readonly KeptQuery[] {
  const named = Object.entries(legs).map(([leg, given]) => [leg, variantsOf(given)] as const);
  if (named.length === 0) throw invalidArgument('eval: legs is {}; pass the rankings of at least one leg');
  const asked = [...qrels].filter(([id]) => named.some(([, variants]) => variants.some(([, runs]) => runs.has(id))));
  if (asked.length === 0) {
    const given = shown([...(named[0]?.[1][0]?.[1].keys() ?? [])][0]);
    throw invalidArgument(
      `eval: none of the judged queries is among the rankings: ${given} is not judged; pass both with the same ids`,
    );
  }
  return asked.map(([id, judgments]) => keptQuery(id, judgments, named));
}

/** Of rankings without variants, one of no name. */
function variantsOf(given: Legs[string]): readonly (readonly [string, LegRankings])[] {
  return given instanceof Map ? [['', given as LegRankings]] : Object.entries(given as Record<string, LegRankings>);
}

function keptQuery(
  id: string,
  judgments: Judgments,
  legs: readonly (readonly [string, readonly (readonly [string, LegRankings])[]])[],
): KeptQuery {
  const numbers = new Map<string, number>();
  const numberOf = (document: string): number => {
    const known = numbers.get(document) ?? numbers.size;
    numbers.set(document, known);
    return known;
  };
  const lists = legs.map(([name, variants]) => {
    const own = variants.map(([variant, runs]): [string, RankedList] => {
      const items = runs.get(id) ?? [];
      const documents = items.map((item) => numberOf(item.id));
      return [variant, { name, documents, scores: items.map(({ score }) => score) }];
    });
    return [name, new Map(own)] as const;
  });
  return { id, judgments, lists: new Map(lists), ids: [...numbers.keys()] };
}

/** The best documents of a list. */
export function cutList(list: RankedList, depth: number): RankedList {
  if (list.documents.length <= depth) return list;
  return { ...list, documents: list.documents.slice(0, depth), scores: list.scores.slice(0, depth) };
}

/** The method with the points of each list computed once. */
export function rememberingPoints(method: FusionMethod): FusionMethod {
  const known = new WeakMap<RankedList, { readonly pool: number; readonly points: readonly number[] }>();
  return {
    ...method,
    points(list, pool) {
      const earlier = known.get(list);
      if (earlier?.pool === pool) return earlier.points;
      const points = method.points(list, pool);
      known.set(list, { pool, points });
      return points;
    },
  };
}
