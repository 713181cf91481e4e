import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FusingOptions } from '@tsr/collection';
import { type Embedder, shown } from '@tsr/core';
import type { FusionSetting } from '@tsr/eval';
import { fusionOf } from '@tsr/fusion';
import { dataError } from './fail.ts';
import { writeWhole } from './write-whole.ts';

/** How a collection is searched, as `tune` leaves it beside the documents. */
export interface CollectionSettings {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly fusing: FusionSetting;
  /** What it was chosen on. */
  readonly tunedOn: { readonly queries: number; readonly measure: string; readonly heldOutMean: number };
}

const FORMAT = 'tsr-settings';
const VERSION = 1;
const FILE = 'settings.json';

/** What stands when nothing was tuned: the default of the hybrid, whose dense leg has the weight that `embedder` asks for. */
export function defaultFusing({ fusionWeight = 0.5 }: Pick<Embedder, 'fusionWeight'>): FusionSetting {
  const weights = { bm25: 1 - fusionWeight, dense: fusionWeight };
  return { fusion: { method: 'convexCombination' }, weights, legDepth: 200 };
}

/** The settings of a collection; undefined where it has none. @throws Error for a file that is damaged. */
export async function readSettings(collection: string): Promise<CollectionSettings | undefined> {
  const path = join(collection, FILE);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw dataError(`${path} cannot be read (${error.code}); make it readable, or delete it and tune again`);
  });
  return text === undefined ? undefined : checked(path, text);
}

function checked(path: string, text: string): CollectionSettings {
  const settings = parsed(path, text);
  if (settings?.format !== FORMAT || settings.version !== VERSION) {
    const found = `format ${shown(settings?.format)}, version ${shown(settings?.version)}`;
    throw dataError(`${path} is ${found}, not ${FORMAT} ${VERSION}; delete it and tune again`);
  }
  try {
    fusingOptions(settings.fusing);
  } catch (error) {
    throw dataError(`${path}: ${(error as Error).message}; delete it and tune again`);
  }
  return settings;
}

function parsed(path: string, text: string): CollectionSettings | undefined {
  try {
    return Object(JSON.parse(text));
  } catch (error) {
    throw dataError(`${path} is not JSON (${(error as Error).message}); delete it and tune again`);
  }
}

/** A setting as a hybrid takes it. @throws TypeError or RangeError for one that is none. */
export function fusingOptions({ fusion, weights, legDepth }: FusionSetting): FusingOptions {
  const known = Object.entries(weights ?? {}).every(([leg, weight]) => {
    return ['bm25', 'dense'].includes(leg) && Number.isFinite(weight) && weight >= 0;
  });
  if (!known) throw dataError(`weights is ${shown(weights)}; pass numbers of at least 0 for bm25 and dense`);
  if (!Number.isInteger(legDepth) || legDepth < 1)
    throw dataError(`legDepth is ${shown(legDepth)}; pass a positive integer`);
  fusionOf(fusion);
  return { fusion, weights, legDepth };
}

export function writeSettings(
  collection: string,
  settings: Pick<CollectionSettings, 'fusing' | 'tunedOn'>,
): Promise<string> {
  const text = `${JSON.stringify({ format: FORMAT, version: VERSION, ...settings }, null, 2)}\n`;
  return writeWhole(join(collection, FILE), text);
}
