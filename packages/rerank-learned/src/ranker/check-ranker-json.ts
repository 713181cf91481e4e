import { shown, TsrError } from '@tsr/core';
import { checkCalibration } from './check-calibration.ts';
import { checkTree } from './check-tree.ts';
import { arrayAt, damaged, numbersAt, type Objects, objectAt, stringAt } from './json-fields.ts';
import { RANKER_FORMAT, RANKER_VERSION, type RankerJson } from './ranker-json.ts';

const MAX_COLUMNS = 10_000;
const MAX_TREES = 100_000;

/** @throws TsrError `TSR_CORRUPT_FILE` */
export function checkRankerJson(json: unknown): RankerJson {
  const ranker = objectAt('the file', json);
  if (ranker.format !== RANKER_FORMAT) throw damaged('format', ranker.format, `a ranker has ${shown(RANKER_FORMAT)}`);
  checkVersion(ranker.version);
  const columns = checkFeatureSet(ranker.featureSet);
  const trainingData = objectAt('trainingData', ranker.trainingData);
  stringAt('trainingData.hash', trainingData.hash);
  stringAt('trainingData.description', trainingData.description);
  const validation = objectAt('validation', ranker.validation);
  numbersAt('validation', Object.values(validation), {});
  numbersAt('firstStageWeight', [ranker.firstStageWeight ?? 0], { least: 0 });
  if (ranker.calibration !== undefined) checkCalibration(ranker.calibration);
  checkModel(ranker, columns);
  return ranker as unknown as RankerJson;
}

function checkVersion(version: unknown): void {
  if (version === RANKER_VERSION) return;
  throw new TsrError(
    'TSR_CORRUPT_FILE',
    `readRanker: version is ${shown(version)}, this release reads ${RANKER_VERSION}; read it with the release that wrote it`,
  );
}

/** @returns How many columns there are. */
function checkFeatureSet(value: unknown): number {
  const featureSet = objectAt('featureSet', value);
  stringAt('featureSet.name', featureSet.name);
  if (!Number.isFinite(featureSet.version)) stringAt('featureSet.version', featureSet.version);
  const columns = arrayAt('featureSet.columns', featureSet.columns, { least: 1, most: MAX_COLUMNS });
  const seen = new Set<unknown>();
  for (const [index, name] of columns.entries()) {
    const at = `featureSet.columns[${index}]`;
    stringAt(at, name);
    if (seen.has(name)) throw damaged(at, name, 'each column has a name of its own');
    seen.add(name);
  }
  return columns.length;
}

function checkModel(ranker: Objects, columns: number): void {
  if ('trees' in ranker === 'weights' in ranker) {
    throw damaged('the file', 'trees' in ranker ? 'both' : 'neither', 'a ranker has either trees or weights');
  }
  if ('trees' in ranker) {
    const trees = arrayAt('trees', ranker.trees, { least: 1, most: MAX_TREES });
    for (const [index, tree] of trees.entries()) checkTree(`trees[${index}]`, tree, columns);
    return;
  }
  for (const field of ['weights', 'means'] as const) {
    numbersAt(field, arrayAt(field, ranker[field], { least: columns, most: columns }), {});
  }
}
