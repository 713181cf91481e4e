import type { FusionSettings } from '@tsr/fusion';

/** How the legs of a first stage are fused. Plain JSON data. */
export interface FusionSetting {
  readonly fusion: FusionSettings;
  /** By leg; 0 is off. */
  readonly weights: Readonly<Record<string, number>>;
  /** How many documents of each leg are fused. */
  readonly legDepth: number;
  /** By leg: which of its variants (other k1 and b, another embedder) is taken. @default the first of each */
  readonly variants?: Readonly<Record<string, string>> | undefined;
}
