import type { FusionSetting } from './fusion-setting.ts';
import { fusionWords } from './setting-words.ts';
import type { WeightCurve } from './tune-report.ts';

/** A curve for each distinct method of `shown`, over the settings that differ from it in weights alone. */
export function weightCurves(
  shown: readonly FusionSetting[],
  scored: readonly { readonly setting: FusionSetting; readonly mean: number }[],
): readonly WeightCurve[] {
  const legs = Object.keys(shown[0]?.weights ?? {});
  const [leg] = legs;
  if (leg === undefined || legs.length !== 2) return [];
  const kinds = [...new Set(shown.map(kindOf))];
  return kinds.map((kind) => {
    const own = scored.filter(({ setting }) => kindOf(setting) === kind);
    const points = own.map(({ setting, mean }) => [shareOf(setting, leg), mean] as const).sort(([a], [b]) => a - b);
    return { name: fusionWords(shown.find((setting) => kindOf(setting) === kind)!.fusion), leg, points };
  });
}

function kindOf({ fusion, legDepth, variants = {} }: FusionSetting): string {
  return JSON.stringify([fusion, legDepth, variants]);
}

function shareOf({ weights }: FusionSetting, leg: string): number {
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  return weights[leg]! / total;
}
