import { TsrError } from '@tsr/core';

// What stands in for node-files.ts where there are no files.

export async function writeSections(): Promise<never> {
  throw noFiles();
}

export async function readSections(): Promise<never> {
  throw noFiles();
}

function noFiles(): TsrError {
  return new TsrError('TSR_NOT_SUPPORTED', 'bm25: there are no files here; save and open an index in Node');
}
