import { checkQuery, isBlankText } from './arguments.ts';
import type { Query } from './contracts.ts';
import type { RetrievalPlan } from './two-stage-options.ts';

/** Why a second stage is not asked: it could not change the answer. */
export type SecondStageSkip = 'blank-query' | 'no-candidates' | 'one-candidate';

/** One candidate has no order to be changed, but it may have a score to be cut by. */
export function skipOf(
  { name, secondStage, minScore }: RetrievalPlan,
  query: Query,
  { length }: readonly unknown[],
): SecondStageSkip | undefined {
  if (!secondStage) return undefined;
  if (isBlankText(checkQuery(name, query))) return 'blank-query';
  if (length === 0) return 'no-candidates';
  return length === 1 && minScore === undefined ? 'one-candidate' : undefined;
}
