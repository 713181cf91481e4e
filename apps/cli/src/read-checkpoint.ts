import { readFile } from 'node:fs/promises';
import { shown } from '@tsr/core';
import { CHECKPOINT_FORMAT, CHECKPOINT_VERSION, type Checkpoint } from './checkpoint.ts';
import { usageError } from './fail.ts';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = Number.isFinite;
const isCount: Check = (value) => Number.isInteger(value) && (value as number) > 0;
const isTextOrNumber: Check = (value) => isText(value) || isNumber(value);
const isObject: Check = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const each =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value as object).every(check);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);

const isResult: Check = (value) => {
  const { rank, id, firstStageRank, firstStageScore, secondStageScore } = (value ?? {}) as Record<string, unknown>;
  const stages = isCount(firstStageRank) && isNumber(firstStageScore) && optional(isNumber)(secondStageScore);
  return isCount(rank) && isText(id) && stages;
};

/** Each field that a run or a comparison reads, in order: which it is, and what it has to be. */
const FIELDS: readonly (readonly [path: string, check: Check, wanted: string])[] = [
  ['format', oneOf(CHECKPOINT_FORMAT), `"${CHECKPOINT_FORMAT}"`],
  ['version', oneOf(CHECKPOINT_VERSION), `${CHECKPOINT_VERSION}`],
  ['options.collection', isText, 'a folder'],
  ['options.firstStage', oneOf('hybrid', 'bm25', 'dense'), 'hybrid, bm25 or dense'],
  ['options.rerank', oneOf('learned', 'cross-encoder', 'cascade', 'none'), 'learned, cross-encoder, cascade or none'],
  ['options.keep', optional(isCount), 'a positive integer'],
  [
    'options.interpolate',
    optional((value) => isNumber(value) && (value as number) >= 0 && (value as number) <= 1),
    '0 to 1',
  ],
  ['options.model', optional(isText), 'a folder or an id'],
  ['options.modelsFolder', optional(isText), 'a folder'],
  ['options.candidates', isCount, 'a positive integer'],
  ['options.topK', isCount, 'a positive integer'],
  ['options.timeoutMs', optional((value) => isNumber(value) && (value as number) > 0), 'milliseconds above 0'],
  ['options.untuned', optional(oneOf(true, false)), 'true or false'],
  ['packages', each(isText), 'versions by package'],
  ['runtime', each(isText), 'versions by part'],
  ['data', each(isTextOrNumber), 'texts and numbers by name'],
  ['constraints', each(isTextOrNumber), 'texts and numbers by name'],
  ['observed.query', isText, 'a text'],
  ['observed.results', listOf(isResult), 'results with rank, id, firstStageRank and firstStageScore'],
  ['observed.warnings', listOf(isText), 'texts'],
];

/**
 * A checkpoint that `checkpoint --out` wrote.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for a file that cannot be read or is no checkpoint, with the field.
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const text = await readFile(path, 'utf8').catch(({ code }: NodeJS.ErrnoException) => {
    throw usageError(`--verify ${path} cannot be read (${code}); name the .json file of a checkpoint`);
  });
  const checkpoint = parsed(text, path);
  for (const [field, check, wanted] of FIELDS) {
    const value = at(checkpoint, field);
    if (!check(value)) throw noCheckpoint(path, `${field} is ${shown(value)}, not ${wanted}`);
  }
  return checkpoint as Checkpoint;
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw noCheckpoint(path, (cause as Error).message);
  }
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce((inner, name) => (inner as Record<string, unknown> | null | undefined)?.[name], value);
}

function noCheckpoint(path: string, fact: string): Error {
  return usageError(`--verify ${path} is no checkpoint: ${fact}; write one with twostage checkpoint --out`);
}
