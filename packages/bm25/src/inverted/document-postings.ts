import { grown } from '@tsr/storage';
import type { TermsByField } from '../lexical-engine.ts';
import type { ImpactCodes } from './impact-codes.ts';
import type { TermDictionary } from './term-dictionary.ts';

/** The postings of one document: the first `count` of both arrays. */
export interface DocumentPostings {
  readonly count: number;
  readonly termIds: Uint32Array<ArrayBuffer>;
  readonly codes: Uint32Array<ArrayBuffer>;
  /** Terms in each field. */
  readonly lengths: readonly number[];
}

/** Makes postings of terms. What it gives is good until the next call. */
export function createPostingsMaker(dictionary: TermDictionary, codes: ImpactCodes, fields: number) {
  let termIds = new Uint32Array(256);
  let postingCodes = new Uint32Array(256);
  /** By posting and field. */
  let frequencies = new Uint32Array(256 * fields);
  /** By term: the last document that held it, and the number of the posting there. */
  let lastDocument = new Uint32Array(1024);
  let postingOf = new Uint32Array(1024);
  let document = 0;
  let count = 0;

  function add(term: string, field: number): void {
    const termId = dictionary.put(term);
    if (termId >= lastDocument.length) {
      lastDocument = grown(lastDocument, termId + 1);
      postingOf = grown(postingOf, lastDocument.length);
    }
    if (lastDocument[termId] !== document) open(termId);
    const at = (postingOf[termId] as number) * fields + field;
    frequencies[at] = (frequencies[at] as number) + 1;
  }

  function open(termId: number): void {
    lastDocument[termId] = document;
    postingOf[termId] = count;
    termIds = grown(termIds, count + 1);
    frequencies = grown(frequencies, (count + 1) * fields);
    termIds[count] = termId;
    frequencies.fill(0, count * fields, (count + 1) * fields);
    count += 1;
  }

  return (terms: TermsByField): DocumentPostings => {
    document += 1;
    count = 0;
    for (let field = 0; field < fields; field++) for (const term of terms[field] as readonly string[]) add(term, field);
    const lengths = terms.map(({ length }) => length);
    const codeOf = codes.row(lengths);
    postingCodes = grown(postingCodes, count);
    for (let at = 0; at < count; at++) {
      postingCodes[at] = codeOf(frequencies, at * fields);
    }
    return { count, termIds, codes: postingCodes, lengths };
  };
}
