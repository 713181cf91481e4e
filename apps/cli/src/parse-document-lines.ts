import { checkDocuments, type Document, type Metadata } from '@tsr/core';
import { dataError } from './fail.ts';
import { type JsonLine, jsonLines, stringOf } from './json-lines.ts';

/** A document, and where it was read: a file, with the line where it has one. */
export interface LocatedDocument {
  readonly at: string;
  readonly document: Document;
}

const REMEDY = 'write {"id": "...", "text": "..."}';

/**
 * Documents of a JSON Lines text: `{ id | _id, text | content, title?, metadata? }` a line. `id` is that of the file;
 * it becomes `metadata.path` where a line sets none.
 *
 * @throws Error with file and line where one is not that.
 */
export function parseDocumentLines(
  text: string,
  { path, id }: { path: string; id: string },
): readonly LocatedDocument[] {
  return jsonLines(text, path, REMEDY).map((line) => ({ at: line.at, document: documentOf(line, id) }));
}

function documentOf(line: JsonLine, path: string): Document {
  const { title, metadata } = line.record;
  const document = {
    id: idOf(line),
    content: stringOf(line, ['text', 'content'], REMEDY),
    ...(title ? { title: title as string } : {}),
    metadata: { path, ...(metadata as Metadata | undefined) },
  };
  return checked(document, line.at);
}

function idOf(line: JsonLine): string {
  const id = line.record.id ?? line.record._id;
  return typeof id === 'number' ? String(id) : stringOf(line, ['id', '_id'], REMEDY);
}

/** What is wrong with a document is a fault of its line. */
function checked(document: Document, at: string): Document {
  try {
    return checkDocuments('line', [document])[0] as Document;
  } catch (cause) {
    const fault = (cause as Error).message.replace(/^line: (id of )?document 0/, '$1the document');
    throw dataError(`${at}: ${fault}`);
  }
}
