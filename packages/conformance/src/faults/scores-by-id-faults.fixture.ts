import type { ScoresById } from '@tsr/core';
import { createNaiveBm25, type NaiveIndex } from '@tsr/core/testing';
import type { ScoresByIdSubject } from '../subject.ts';
import { altered, type Fault, turns } from './fault.fixture.ts';

type ScoreByIds = ScoresById['scoreByIds'];

function faulty(
  caughtBy: string,
  name: string,
  spoil: (scoreByIds: ScoreByIds) => ScoreByIds,
): Fault<ScoresByIdSubject> {
  const create: ScoresByIdSubject['create'] = (documents) => {
    const healthy = createNaiveBm25({ documents });
    return altered<NaiveIndex>(healthy, { scoreByIds: spoil(healthy.scoreByIds) });
  };
  return { caughtBy, subject: { name, create } };
}

export const scoresByIdFaults: readonly Fault<ScoresByIdSubject>[] = [
  faulty(
    'scores by id exactly what search finds, and as search scores it',
    'rounds its scores',
    (score) =>
      async (...input) =>
        new Map([...(await score(...input))].map(([id, value]) => [id, Math.fround(value)])),
  ),
  faulty(
    'scores by id exactly what search finds, and as search scores it',
    'gives 0 to what search does not find',
    (score) => async (query, ids, options) =>
      new Map([...ids.map((id) => [id, 0] as const), ...(await score(query, ids, options))]),
  ),
  faulty(
    'leaves out ids that it does not hold, and those it was not asked for',
    'gives unknown ids 0',
    (score) => async (query, ids, options) => {
      const scores = new Map(await score(query, ids, options));
      return ids.includes('no such id') ? scores.set('no such id', 0) : scores;
    },
  ),
  faulty(
    'scores nothing for a blank query',
    'scores a blank query',
    (score) => (query, ids, options) => score(query === '' ? 'token' : query, ids, options),
  ),
  faulty(
    'refuses a query of a wrong type, asked for scores by id',
    'scores for the string of anything',
    (score) => (query, ids, options) => score(String(query), ids, options),
  ),
  faulty(
    'rejects with signal.reason where the signal has aborted already',
    'ignores the signal',
    (score) => (query, ids) => score(query, ids),
  ),
  faulty(
    'rejects with signal.reason when the signal aborts right after the call',
    'looks at the signal at the start only',
    (score) => async (query, ids, options) => {
      options?.signal?.throwIfAborted();
      return score(query, ids);
    },
  ),
  faulty(
    'gives all or signal.reason when the signal aborts at any later moment, never a part',
    'falls open when aborted at work',
    (score) => async (query, ids, options) => {
      const scores = await score(query, ids, options);
      await turns(6);
      return options?.signal?.aborted ? new Map() : scores;
    },
  ),
];
