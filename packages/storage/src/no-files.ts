import { TsrError } from '@tsr/core';
import type { FilePlace, SectionPiece } from './sections.ts';

// What stands in for node-files.ts where there are no files.

export async function writeSections(place: FilePlace, _pieces: AsyncIterable<SectionPiece>): Promise<never> {
  throw noFiles(place);
}

export async function readSections(place: FilePlace): Promise<never> {
  throw noFiles(place);
}

function noFiles({ kind }: FilePlace): TsrError {
  return new TsrError('TSR_NOT_SUPPORTED', `${kind.subject}: there are no files here; save and open an index in Node`);
}
