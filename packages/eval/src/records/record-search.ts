import { type StageEvent, shown, TsrError } from '@tsr/core';
import type { RecordedItem, RecordedSecondStage, SearchRecord } from './search-record.ts';

/**
 * The record of one search from its events, as `explain` of a two-stage retriever gives them. `n` is how many
 * candidates it asked for.
 */
export function recordOf(queryId: string, n: number, events: readonly StageEvent[]): SearchRecord {
  const root = events.find(({ stage, parentId }) => stage === 'search' && parentId === undefined);
  const below = (parent: StageEvent | undefined) =>
    events.filter(({ parentId }) => parent && parentId === parent.spanId);
  const stages = below(root);
  const first = stages.find(({ stage }) => stage === 'retrieve');
  if (!root?.output || !first?.output) {
    const fact = `the search for query ${shown(queryId)} left no events of its stages`;
    throw new TsrError('TSR_RETRIEVER_CONTRACT', `eval: ${fact}; pass what createTwoStageRetriever makes`);
  }
  const second = stages.find(({ stage }) => stage === 'rerank');
  const secondStageMs = second?.durationMs ?? 0;
  return {
    legs: legsOf(first, below(first)),
    candidates: first.output.map(itemOf),
    finals: [{ n, ids: root.output.map(({ id }) => id), secondStageMs }],
    ...(second && { secondStage: secondStageOf(second) }),
  };
}

/** Of a hybrid, its legs; anything else is one leg. A backfilled leg is what it found and then scored. */
function legsOf(first: StageEvent, parts: readonly StageEvent[]): SearchRecord['legs'] {
  const found = parts.filter(({ stage, output }) => stage === 'retrieve' && output !== undefined);
  const fused = parts.some(({ stage }) => stage === 'fuse');
  if (!fused || found.length === 0) return { [first.component]: (first.output ?? []).map(itemOf) };
  return Object.fromEntries(
    found
      .filter(({ input }) => input === undefined)
      .map(({ component, output = [] }) => [component, output.map(itemOf)]),
  );
}

function secondStageOf({ component, notes, degraded }: StageEvent): RecordedSecondStage {
  const scope = notes?.scope === 'pair' ? 'pair' : 'list';
  return { name: component, scope, ...(degraded && { degraded: degraded.message }) };
}

function itemOf({ id, score }: RecordedItem): RecordedItem {
  return { id, score };
}
