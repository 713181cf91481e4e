import type { FusionSettings } from '@tsr/fusion';
import type { FusionSetting } from './fusion-setting.ts';

/** A setting in a line. */
export function settingWords({ fusion, weights, legDepth, variants }: FusionSetting): string {
  const shares = Object.entries(weights).map(([leg, weight]) => `${leg} ${Number(weight.toFixed(3))}`);
  const chosen = Object.entries(variants ?? {}).filter(([, name]) => name !== '');
  const words = chosen.map(([leg, name]) => `${leg} with ${name}`);
  return [fusionWords(fusion), `weights ${shares.join(', ')}`, `${legDepth} of each leg`, ...words].join('; ');
}

/** A fusion in words: its method, and what of it is not the default. */
export function fusionWords({ method, ...options }: FusionSettings): string {
  const said = Object.entries(options).filter(([, value]) => value !== undefined);
  const words = said.map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
  return [method, ...words].join(', ');
}
