import type { StageEvent } from '@tsr/core';
import type { QueryTrace } from './query-trace.ts';

/**
 * The stage that a trace tells of and does not have; undefined where all are there. Without it, what is counted would be
 * wrong: a search whose `rerank` event is lost looks like one without a second stage.
 */
export function missingStage({ events }: QueryTrace): string | undefined {
  const root = events.find(({ stage, parentId }) => stage === 'search' && parentId === undefined);
  if (!root?.output) return undefined;
  const stages = events.filter(({ parentId }) => parentId === root.spanId);
  const has = (stage: StageEvent['stage']): boolean => stages.some((event) => event.stage === stage);
  if (root.notes?.firstStageK !== undefined && !has('retrieve')) return 'the retrieve event of its first stage';
  if (root.output.some(({ tier }) => tier !== undefined) && !has('rerank'))
    return 'the rerank event of its second stage';
  return missingLeg(events);
}

function missingLeg(events: readonly StageEvent[]): string | undefined {
  for (const { stage, parentId, notes } of events) {
    const { weights } = notes ?? {};
    if (stage !== 'fuse' || typeof weights !== 'object' || weights === null) continue;
    const beside = events.filter((event) => event.stage === 'retrieve' && event.parentId === parentId);
    const missing = Object.keys(weights).find((leg) => !beside.some(({ component }) => component === leg));
    if (missing !== undefined) return `the retrieve event of leg ${missing}`;
  }
  return undefined;
}
