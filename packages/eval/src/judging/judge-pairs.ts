import { type Document, outOfRange, passageText, shown } from '@tsr/core';
import type { Qrels } from '../evaluate.ts';
import { type MapManyOptions, mapMany } from '../map-many.ts';

/** A query and a passage that somebody is asked about. */
export interface PairToJudge {
  readonly queryId: string;
  readonly query: string;
  readonly document: Document;
}

/** Grades that were given, kept between calls: a Map, or anything that keeps them on disk. */
export interface JudgeCache {
  get(key: string): Promise<number | undefined> | number | undefined;
  set(key: string, grade: number): unknown;
}

export interface JudgePairsOptions extends MapManyOptions {
  /**
   * A person, or a language model: a whole number, 0 for not relevant, and higher for more so. Called once a pair whose
   * texts are not in the cache.
   */
  readonly judge: (pair: PairToJudge, signal: AbortSignal) => Promise<number> | number;
  /** Keyed by the texts of query and passage. @default a new Map */
  readonly cache?: JudgeCache | undefined;
}

/**
 * Judgments of the pairs. A grade is in the cache as soon as it is given: after a failure or an abort, calling again asks
 * for the rest alone.
 *
 * @throws RangeError (`TSR_INVALID_ARGUMENT`) for a grade that is no whole number. Rejects with the first failure of the
 * judge.
 */
export async function judgePairs(
  pairs: readonly PairToJudge[],
  { judge, cache = new Map<string, number>(), ...options }: JudgePairsOptions,
): Promise<Qrels> {
  const byKey = new Map(pairs.map((pair) => [keyOf(pair), pair]));
  const grades = await mapMany(
    byKey,
    async (pair, key, signal) => {
      const known = await cache.get(key);
      if (known !== undefined) return known;
      const grade = checkedGrade(await judge(pair, signal), pair);
      await cache.set(key, grade);
      return grade;
    },
    options,
  );
  const qrels = new Map<string, Map<string, number>>();
  for (const pair of pairs) {
    const judgments = qrels.get(pair.queryId) ?? new Map<string, number>();
    qrels.set(pair.queryId, judgments.set(pair.document.id, grades.get(keyOf(pair))!));
  }
  return qrels;
}

function keyOf({ query, document }: PairToJudge): string {
  return JSON.stringify([query, passageText(document)]);
}

function checkedGrade(grade: number, { query, document }: PairToJudge): number {
  if (Number.isInteger(grade)) return grade;
  const about = `document ${shown(document.id)} for ${shown(query)}`;
  throw outOfRange(`eval: the judge gave ${shown(grade)} to ${about}; return a whole number, 0 for not relevant`);
}
