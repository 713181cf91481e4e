import type { FileKind } from '@tsr/storage';

export const BM25_FILE: FileKind = { subject: 'bm25', magic: 'TSRBM25', version: 2 };
