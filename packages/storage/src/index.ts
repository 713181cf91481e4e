export { readSections, writeSections } from '#files';
export { createDocumentSlots, type DocumentSlots } from './document-slots.ts';
export { grown } from './growable.ts';
export { hashText } from './hash-text.ts';
export { bytesOf, damaged, type FileKind, type FilePlace, type SectionPiece, type Sections } from './sections.ts';
export { sortedInPieces } from './sorted-in-pieces.ts';
export { decodeDocuments, encodeDocuments, type StoredDocuments } from './stored-documents.ts';
