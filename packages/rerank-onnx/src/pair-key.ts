import { createHash } from 'node:crypto';
import { PASSAGE_TEXT_VERSION } from '@tsr/core';
import type { InferencePool, PairBudget, PassageReading, ResolvedModel } from '@tsr/onnx';

/** What a score depends on, besides query and passage. */
export interface ScoreSettings {
  readonly model: ResolvedModel;
  readonly pool: Pick<InferencePool, 'dtype' | 'provider'>;
  readonly budget: PairBudget;
  readonly reading: PassageReading;
  readonly label: number;
}

// Another number where another text, or other parts of it, would be read under the same settings.
const READING_VERSION = 1;

/** Equal keys, equal scores: a SHA-256 over the settings, the query and the passage. */
export function pairKeys({ model, pool, budget, reading, label }: ScoreSettings, query: string) {
  const { name, runtime } = pool.provider;
  const template = [PASSAGE_TEXT_VERSION, READING_VERSION, budget, reading, label];
  const settings = JSON.stringify([model.fingerprint, pool.dtype, name, runtime, ...template, query.length]);
  // In UTF-16: in UTF-8 all lone surrogates are the same.
  const prefix = createHash('sha256').update(settings, 'utf16le').update(query, 'utf16le');
  return (passage: string): string => prefix.copy().update(passage, 'utf16le').digest('base64url');
}
