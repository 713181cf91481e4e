import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Document, Ranking, Trace } from '@tsr/core';
import { onTestFinished } from 'vitest';

const fixtures = new URL('../fixtures/', import.meta.url);

/** Folder of the cross-encoder with random weights that comes with the package. */
export const tinyModel: string = fileURLToPath(new URL('tiny-cross-encoder/', fixtures));

/** A pair under a budget, and its logit by the reference in numpy: scripts/make-tiny-cross-encoder.py. */
export interface ExpectedPair {
  readonly query: string;
  readonly passage: string;
  readonly maxTokens: number;
  readonly maxQueryTokens: number;
  readonly logit: number;
}

/** One of a hundred passages, and its logits by the same script. */
export interface ExpectedPassage {
  readonly passage: string;
  /** Of its start. */
  readonly first: number;
  /** Of the best of its windows, which one that is, and how many there are. */
  readonly windows: number;
  readonly best: number;
  readonly of: number;
  /** Of its start, by the model in int8. */
  readonly int8: number;
}

interface ExpectedMany {
  readonly query: string;
  readonly overlap: number;
  readonly most: number;
  readonly scores: readonly ExpectedPassage[];
}

const json = (name: string) => JSON.parse(readFileSync(new URL(name, fixtures), 'utf8'));
export const expectedPairs: readonly ExpectedPair[] = json('tiny-cross-encoder.scores.json');
export const expectedMany: ExpectedMany = json('tiny-cross-encoder.many.json');

/** A variant of the model's ONNX file. */
export const variant = (name: string): Uint8Array => readFileSync(new URL(`broken-models/${name}.onnx`, fixtures));

/** A copy of the model to spoil, for one test; `files` are written over it. */
export function tinyModelWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tsr-model-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(tinyModel, folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** Candidates in the order of their texts, with ids that sort alike. */
export const ranking = (passages: readonly string[]): Ranking =>
  passages.map((content, index) => ({ document: { id: String(index).padStart(5, '0'), content }, score: -index }));

/** Scores in the order of the texts. */
export const scoresOf = (results: Ranking): readonly number[] =>
  results.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1)).map(({ score }) => score);

const idOf = ({ document }: { document: Document }): string => document.id;

/** A trace that keeps notes. */
export function notedIn(notes: Record<string, unknown>[]): Trace {
  const trace: Trace = {
    traceId: 't',
    child: () => trace,
    note: (fields) => void notes.push({ ...fields }),
    record() {},
  };
  return trace;
}
