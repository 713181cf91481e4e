import type { DocumentSlots } from '@tsr/storage';
import type { Analyzer } from './analysis/index.ts';
import type { IndexedField } from './bm25-fields.ts';
import type { LexicalEngine } from './lexical-engine.ts';
import type { QuerySyntax } from './query-reader.ts';

/** What an index is made of, checked. */
export interface IndexParts extends QuerySyntax {
  readonly name: string;
  readonly analyzer: Analyzer;
  readonly fields: readonly IndexedField[];
  readonly engine: LexicalEngine;
  readonly slots: DocumentSlots;
}
