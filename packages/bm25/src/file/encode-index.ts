import { bytesOf, encodeDocuments, type SectionPiece } from '@tsr/storage';
import type { IndexState } from '../inverted/index-state.ts';
import { MAX_PART_SIZE } from '../inverted/part.ts';
import type { ScoringParameters } from '../inverted/scoring.ts';
import type { Segment } from '../inverted/segment.ts';
import type { TermDictionary } from '../inverted/term-dictionary.ts';
import type { EngineContent } from '../lexical-engine.ts';
import { type NewNumbers, newNumbers } from './new-numbers.ts';
import { rewriteSegments } from './rewrite-segments.ts';

/** What an index is made of, beside its numbers. */
export interface IndexDescription {
  readonly parameters: ScoringParameters;
  /** Names of the fields, in order. */
  readonly fields: readonly string[];
  /** Name of the analyzer. */
  readonly analyzer: string;
  readonly documents: number;
  readonly segments: number;
  /** Terms in all documents, by field. */
  readonly totals: readonly number[];
}

interface EncodeOptions extends EngineContent {
  readonly state: IndexState;
}

const encoder = new TextEncoder();
/** Terms per piece. */
const TERMS = 4096;

/** The sections of a file; `undefined` between pieces of work. All documents are in segments, and stay as they are. */
export function* encodeIndex(options: EncodeOptions): Generator<SectionPiece | undefined> {
  const { state, fields, analyzer } = options;
  const numbers = yield* asPieces(newNumbers(state));
  const documents = numbers.slots.length;
  const description: IndexDescription = {
    parameters: state.parameters,
    fields,
    analyzer,
    documents,
    segments: Math.ceil(documents / MAX_PART_SIZE),
    totals: state.totals,
  };
  yield section('description', encoder.encode(JSON.stringify(description)));
  yield* encodeTerms(numbers, state.dictionary);
  yield section('holders', Uint32Array.from(numbers.terms, state.dictionary.holdersOf));
  yield section('codes', Uint32Array.from(numbers.codes.flatMap(state.codes.valuesOf)));
  let at = 0;
  for (const segment of rewriteSegments(state, numbers)) {
    if (segment) yield* encodeSegment(segment, at++);
    else yield;
  }
  yield* encodeDocuments(options.documents, numbers.slots);
}

function* asPieces<T>(work: Generator<void, T>): Generator<undefined, T> {
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    yield;
  }
}

function section(name: string, array: ArrayBufferView): SectionPiece {
  return { name, bytes: bytesOf(array) };
}

function* encodeSegment({ termIds, starts, docs, codes, dense, bounds }: Segment, at: number): Generator<SectionPiece> {
  yield section(`segment ${at} terms`, termIds);
  yield section(`segment ${at} starts`, starts);
  yield section(`segment ${at} documents`, docs);
  yield section(`segment ${at} ${codes instanceof Uint16Array ? 'codes' : 'wide codes'}`, codes);
  yield section(`segment ${at} dense lists`, dense.lists);
  yield section(`segment ${at} dense bits`, dense.bits);
  yield section(`segment ${at} dense ranks`, dense.ranks);
  yield section(`segment ${at} maxima`, bounds.maxima);
}

/** An array in JSON. */
function* encodeTerms({ terms }: NewNumbers, { termAt }: TermDictionary): Generator<SectionPiece> {
  yield section('terms', encoder.encode('['));
  for (let from = 0; from < terms.length; from += TERMS) {
    const piece = JSON.stringify(terms.slice(from, from + TERMS).map(termAt)).slice(1, -1);
    yield section('terms', encoder.encode(from === 0 ? piece : `,${piece}`));
  }
  yield section('terms', encoder.encode(']'));
}
