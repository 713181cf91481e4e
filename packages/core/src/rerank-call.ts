import { type CheckedQuery, checkOptions, checkQuery, checkSignal, isBlankText } from './arguments.ts';
import type { Query, Ranking, RerankOptions, Trace } from './contracts.ts';
import { invalidArgument, outOfRange, shown } from './errors.ts';
import { rankingFault } from './ranking.ts';

/** One call of a reranker, its arguments checked. */
export interface RerankCall {
  readonly query: CheckedQuery;
  /** There is nothing to read, or nobody to score. The trace was told. */
  readonly idle: boolean;
  readonly signal: AbortSignal | undefined;
  readonly deadline: number | undefined;
  readonly trace: Trace | undefined;
}

/** @throws the signal's reason where that has aborted; `TypeError` or `RangeError` for wrong arguments. */
export function checkRerankCall(name: string, query: Query, candidates: Ranking, options: RerankOptions): RerankCall {
  const checkedQuery = checkQuery(name, query);
  checkCandidates(name, candidates);
  const { signal, deadline, trace } = checkOptions(name, options);
  if (deadline !== undefined && !Number.isFinite(deadline)) {
    throw outOfRange(`${name}: deadline is ${shown(deadline)}; pass epoch milliseconds`);
  }
  checkSignal(name, signal)?.throwIfAborted();
  const blank = isBlankText(checkedQuery);
  if (blank) trace?.note({ emptyQuery: 'blank' });
  else if (candidates.length === 0) trace?.note({ skipped: 'no-candidates' });
  return { query: checkedQuery, idle: blank || candidates.length === 0, signal, deadline, trace };
}

function checkCandidates(name: string, candidates: Ranking): void {
  if (!Array.isArray(candidates)) {
    throw invalidArgument(`${name}: candidates is ${shown(candidates)}; pass the ranking of a first stage`);
  }
  const fault = rankingFault(candidates);
  if (fault) throw invalidArgument(`${name}: candidates are no ranking: ${fault}; sort them with rankingOf`);
}
