import type { FusionSettings } from '@tsr/fusion';
import type { FusionSetting } from './fusion-setting.ts';

/** What is tried. */
export interface FusionSpace {
  /** Settings by level of freedom: the first holds the one that is in use, each other holds those before it. */
  readonly levels: readonly (readonly FusionSetting[])[];
}

export interface FusionSpaceOptions {
  /** What is in use now, and stays unless something is better for queries that it was not chosen on. */
  readonly current: FusionSetting;
  /** Methods that are tried, with every weighting. @default those of `defaultFusions` */
  readonly fusions?: readonly FusionSettings[] | undefined;
  /** Steps between weight 0 and 1. @default 20 for two legs, 5 for more */
  readonly steps?: number | undefined;
  /** Numbers of documents of each leg that are fused. @default that of `current` alone */
  readonly legDepths?: readonly number[] | undefined;
  /** Other rankings of a leg, by leg: their names. @default none */
  readonly variants?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** By method and normalisation: what has won somewhere, each for its own reason. */
export const defaultFusions: readonly FusionSettings[] = [
  { method: 'convexCombination' },
  { method: 'convexCombination', normalise: 'max' },
  { method: 'convexCombination', normalise: 'zScore', missing: 'minimum' },
  { method: 'convexCombination', normalise: 'rank' },
  { method: 'distributionBasedScoreFusion' },
  { method: 'combMnz' },
  { method: 'reciprocalRankFusion', k: 10 },
  { method: 'reciprocalRankFusion', k: 60 },
  { method: 'inverseSquareRank' },
];

/**
 * Three levels: what is in use; its method with other weights; other methods, depths and variants as well. The fewer
 * choices a level has, the fewer queries it takes to choose well.
 */
export function fusionSpace(options: FusionSpaceOptions): FusionSpace {
  const { current, fusions = defaultFusions, legDepths = [], variants = {} } = options;
  const legs = Object.keys(current.weights);
  const weightings = weightingsOf(legs, options.steps ?? (legs.length <= 2 ? 20 : 5));
  const weighted = weightings.map((weights): FusionSetting => ({ ...current, weights }));
  const free = variantsOf(variants).flatMap((chosen) =>
    [...new Set([current.legDepth, ...legDepths])].flatMap((legDepth) =>
      [current.fusion, ...fusions].flatMap((fusion) =>
        weightings.map((weights): FusionSetting => {
          const setting = { fusion, weights, legDepth };
          return Object.keys(chosen).length === 0 ? setting : { ...setting, variants: chosen };
        }),
      ),
    ),
  );
  const levels = [[current], weighted, free];
  const distinct = new Map(levels.flat().map((setting) => [settingKey(setting), setting]));
  const own = (settings: readonly FusionSetting[]) => [
    ...new Set(settings.map((setting) => distinct.get(settingKey(setting))!)),
  ];
  return { levels: levels.map((_, level) => own(levels.slice(0, level + 1).flat())) };
}

/** Equal for settings that fuse alike. */
export function settingKey({ fusion, weights, legDepth, variants = {} }: FusionSetting): string {
  const sorted = (record: object) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sorted(fusion), sorted(weights), legDepth, sorted(variants)]);
}

/** Weights of 0 to 1 in equal steps that add up to 1. */
function weightingsOf(legs: readonly string[], steps: number): readonly Readonly<Record<string, number>>[] {
  const parts = (left: number, count: number): number[][] => {
    if (count === 1) return [[left]];
    const heads = Array.from({ length: left + 1 }, (_, head) => head);
    return heads.flatMap((head) => parts(left - head, count - 1).map((rest) => [head, ...rest]));
  };
  return parts(steps, legs.length).map((counts) =>
    Object.fromEntries(legs.map((leg, at) => [leg, counts[at]! / steps])),
  );
}

function variantsOf(
  variants: Readonly<Record<string, readonly string[]>>,
): readonly Readonly<Record<string, string>>[] {
  return Object.entries(variants).reduce<readonly Readonly<Record<string, string>>[]>(
    (chosen, [leg, names]) => chosen.flatMap((others) => names.map((name) => ({ ...others, [leg]: name }))),
    [{}],
  );
}
