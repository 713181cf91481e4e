import { checkCount, type Fusion, invalidArgument, type Retriever, shown } from '@tsr/core';
import { type FusionSettings, fusionOf } from './fusion-settings.ts';
import { hybridWeights } from './hybrid-weights.ts';

export interface HybridOptions {
  /** The legs, by the names that they have in evidence, traces and `weights`. */
  readonly retrievers: Readonly<Record<string, Retriever>>;
  /**
   * Makes one ranking of the legs' rankings. Given as settings, it stands in traces, which can then be replayed.
   * @default { method: 'convexCombination' }
   */
  readonly fusion?: Fusion | FusionSettings | undefined;
  /**
   * Weight of each leg, at least 0; a leg of weight 0 is not searched. With the default fusion, a leg that is not
   * named here gets the `fusionWeight` of its retriever, and those without one share equally what is left of 1.
   * With a `fusion` of your own it gets 1: a `fusionWeight` suits the default alone.
   */
  readonly weights?: Readonly<Record<string, number>> | undefined;
  /** How many documents each leg is asked for, where `topK` is not more. @default 200 */
  readonly legDepth?: number | undefined;
  /**
   * Ask each leg that can score chosen documents (`scoreByIds`) for those that only other legs found, before
   * fusing. @default false
   */
  readonly backfill?: boolean | undefined;
  /**
   * What becomes of a failing leg: it counts as one that found nothing, and the trace says so; or the search rejects.
   * @default 'continue'
   */
  readonly onLegFailure?: 'continue' | 'throw' | undefined;
  /** @default 'hybrid' */
  readonly name?: string | undefined;
}

const DEFAULT_FUSION: FusionSettings = { method: 'convexCombination' };

export interface HybridLeg {
  readonly name: string;
  readonly retriever: Retriever;
  /** Above 0. */
  readonly weight: number;
}

/** Checked options with defaults filled in. */
export interface HybridPlan {
  readonly name: string;
  readonly legs: readonly HybridLeg[];
  /** Of the legs, by name. */
  readonly weights: Readonly<Record<string, number>>;
  readonly fusion: Fusion;
  /** What `fusion` was made of; undefined for a function of the caller's. */
  readonly fusionSettings: FusionSettings | undefined;
  readonly legDepth: number;
  readonly backfill: boolean;
  readonly onLegFailure: 'continue' | 'throw';
}

export function hybridPlan(options: HybridOptions): HybridPlan {
  const { retrievers, fusion, legDepth = 200, backfill = false } = options;
  const { weights = {}, onLegFailure = 'continue', name = 'hybrid' } = options;
  checkRetrievers(name, retrievers);
  const weightOf = hybridWeights(name, retrievers, weights, fusion === undefined);
  const legs = Object.entries(retrievers).map(([leg, retriever]) => ({
    name: leg,
    retriever,
    weight: weightOf.get(leg) as number,
  }));
  const on = legs.filter(({ weight }) => weight > 0);
  return {
    name,
    legs: on,
    weights: Object.fromEntries(on.map((leg) => [leg.name, leg.weight])),
    ...fusionPart(name, fusion ?? DEFAULT_FUSION),
    legDepth: checkCount(name, 'legDepth', legDepth),
    backfill,
    onLegFailure: checkPolicy(name, onLegFailure),
  };
}

function checkRetrievers(name: string, retrievers: HybridOptions['retrievers']): void {
  if (typeof retrievers !== 'object' || retrievers === null || Object.keys(retrievers).length === 0) {
    throw invalidArgument(`${name}: retrievers is ${shown(retrievers)}; pass { legName: retriever, … }`);
  }
  for (const [leg, retriever] of Object.entries(retrievers)) {
    if (typeof retriever === 'object' && typeof retriever?.search === 'function') continue;
    throw invalidArgument(`${name}: leg ${shown(leg)} is ${shown(retriever)}; pass a Retriever`);
  }
}

function fusionPart(name: string, fusion: Fusion | FusionSettings): Pick<HybridPlan, 'fusion' | 'fusionSettings'> {
  if (typeof fusion === 'function') return { fusion, fusionSettings: undefined };
  if (typeof fusion === 'object' && fusion !== null) return { fusion: fusionOf(fusion), fusionSettings: fusion };
  throw invalidArgument(`${name}: fusion is ${shown(fusion)}; pass one, such as convexCombination(), or its settings`);
}

function checkPolicy(name: string, policy: 'continue' | 'throw'): 'continue' | 'throw' {
  if (policy === 'continue' || policy === 'throw') return policy;
  throw invalidArgument(`${name}: onLegFailure is ${shown(policy)}; pass 'continue' or 'throw'`);
}
