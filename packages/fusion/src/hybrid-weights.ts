import { invalidArgument, type Retriever, shown } from '@tsr/core';
import { checkWeight } from './checked-legs.ts';

/**
 * The weight of each leg: the one in `weights`; else, with the default fusion, the one that its retriever asks for or
 * an equal share of what the others leave of 1; else 1.
 */
export function hybridWeights(
  subject: string,
  retrievers: Readonly<Record<string, Retriever>>,
  weights: Readonly<Record<string, number>>,
  defaultFusion: boolean,
): ReadonlyMap<string, number> {
  const names = Object.keys(retrievers);
  checkNames(subject, names, weights);
  const asked = new Map<string, number>();
  for (const [leg, { fusionWeight }] of Object.entries(retrievers)) {
    const usual = defaultFusion ? fusionWeight : 1;
    const own = Object.hasOwn(weights, leg) ? weights[leg] : undefined;
    const weight = own === undefined ? usual : own;
    if (weight !== undefined) asked.set(leg, checkWeight(subject, leg, weight));
  }
  const share = shareOf(subject, names, asked);
  const all = new Map(names.map((leg) => [leg, asked.get(leg) ?? share]));
  if ([...all.values()].some((weight) => weight > 0)) return all;
  throw invalidArgument(`${subject}: every leg has weight 0; pass a weight above 0 for one of ${names.join(', ')}`);
}

function checkNames(subject: string, names: readonly string[], weights: Readonly<Record<string, number>>): void {
  if (typeof weights !== 'object' || weights === null) {
    throw invalidArgument(`${subject}: weights is ${shown(weights)}; pass { legName: weight }`);
  }
  const unknown = Object.keys(weights).find((leg) => !names.includes(leg));
  if (unknown === undefined) return;
  throw invalidArgument(
    `${subject}: weights names ${shown(unknown)}, an unknown leg; the legs are ${names.join(', ')}`,
  );
}

function shareOf(subject: string, names: readonly string[], asked: ReadonlyMap<string, number>): number {
  const open = names.filter((leg) => !asked.has(leg));
  if (open.length === 0) return 0;
  const left = 1 - [...asked.values()].reduce((sum, weight) => sum + weight, 0);
  if (left > 0) return left / open.length;
  throw invalidArgument(
    `${subject}: the weights of ${[...asked.keys()].join(', ')} leave nothing of 1 for ${open.join(', ')}; pass weights for all legs`,
  );
}
