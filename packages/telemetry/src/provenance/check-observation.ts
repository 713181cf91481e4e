import { outOfRange, shown } from '@tsr/core';
import type { ObservedCandidate, ObservedLeg, ProvenanceObservation } from './observation.ts';
import type { ObservedStage } from './observed-stage.ts';

/** @throws RangeError (`TSR_INVALID_ARGUMENT`) where an observation has a number that is none of what it says. */
export function checkObservation({ candidates, legs, stages = [] }: ProvenanceObservation): void {
  for (const [index, candidate] of candidates.entries()) checkCandidate(candidate, index);
  for (const leg of legs) checkLeg(leg, candidates.length);
  for (const stage of stages) checkStage(stage);
}

function checkCandidate({ firstStageRank, firstStageScore, finalRank }: ObservedCandidate, index: number): void {
  if (!isRank(firstStageRank)) throw wrong(`firstStageRank of candidate ${index}`, firstStageRank, 'a rank from 1');
  if (!Number.isFinite(firstStageScore)) {
    throw wrong(`firstStageScore of candidate ${index}`, firstStageScore, 'a finite number');
  }
  if (finalRank !== undefined && !isRank(finalRank)) {
    throw wrong(`finalRank of candidate ${index}`, finalRank, 'a rank from 1, or leave it out');
  }
}

function checkLeg({ name, ranks, scores }: ObservedLeg, count: number): void {
  const ranksFit = ranks.length === count && ranks.every((rank) => rank === null || isRank(rank));
  if (!ranksFit) throw wrong(`ranks of leg ${shown(name)}`, ranks, `${count} ranks from 1, or null, one a candidate`);
  const scoresFit =
    scores?.length === count &&
    scores.every((score, i) => (score === null ? ranks[i] === null : ranks[i] !== null && Number.isFinite(score)));
  if (!scoresFit)
    throw wrong(`scores of leg ${shown(name)}`, scores, `${count} finite numbers, null where its rank is`);
}

function checkStage({ path, durationMs, order = [] }: ObservedStage): void {
  const name = path.join(' › ');
  if (!(Number.isFinite(durationMs) && durationMs >= 0)) {
    throw wrong(`durationMs of stage ${name}`, durationMs, 'milliseconds of at least 0');
  }
  const fits = order.every(isRank) && new Set(order).size === order.length;
  if (!fits) throw wrong(`order of stage ${name}`, order, 'the ranks that it was given, from 1, each once');
}

function isRank(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}

function wrong(subject: string, value: unknown, remedy: string): RangeError {
  return outOfRange(`telemetry: ${subject} is ${shown(value)}; pass ${remedy}`);
}
