import { compareIds, invalidArgument, type Leg, outOfRange, rankingFault, shown } from '@tsr/core';

/** A leg that was checked, its weight filled in. */
export type CheckedLeg = Required<Leg>;

/**
 * The legs that are on, in the order of their names, so that sums do not depend on the order they came in.
 *
 * @throws TypeError or RangeError (`TSR_INVALID_ARGUMENT`) for a name that is there twice, a weight that is not a
 * finite number of at least 0, or an invalid ranking.
 */
export function checkedLegs(subject: string, legs: readonly Leg[]): readonly CheckedLeg[] {
  if (!Array.isArray(legs))
    throw invalidArgument(`${subject}: legs is ${shown(legs)}; pass an array of { name, ranking }`);
  const names = new Set<string>();
  const checked = legs.map((leg: Leg, index) => {
    const { name } = checkLeg(subject, leg, index);
    if (names.has(name)) throw invalidArgument(`${subject}: two legs are named ${shown(name)}; rename one`);
    names.add(name);
    return { ...leg, weight: checkWeight(subject, name, leg.weight ?? 1) };
  });
  return checked.filter(({ weight }) => weight > 0).sort((a, b) => compareIds(a.name, b.name));
}

function checkLeg(subject: string, leg: Leg, index: number): Leg {
  if (typeof leg?.name !== 'string' || !Array.isArray(leg.ranking)) {
    throw invalidArgument(`${subject}: leg ${index} is ${shown(leg)}; pass { name, ranking, weight? }`);
  }
  const fault = rankingFault(leg.ranking);
  if (!fault) return leg;
  throw invalidArgument(`${subject}: leg ${shown(leg.name)} has an invalid ranking: ${fault}; sort it with rankingOf`);
}

/** A finite number of at least 0. */
export function checkWeight(subject: string, leg: string, weight: number): number {
  if (Number.isFinite(weight) && weight >= 0) return weight;
  throw outOfRange(`${subject}: weight of leg ${shown(leg)} is ${shown(weight)}; pass a finite number of at least 0`);
}
