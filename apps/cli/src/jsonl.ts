import { checkDocuments, type Document, invalidArgument, type Metadata } from '@tsr/core';

/**
 * Documents of a JSON Lines text: `{ id | _id, content | text, title?, metadata? }` a line.
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) with file and line where one is not that.
 */
export function parseDocumentLines(text: string, path: string): readonly Document[] {
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, `${path}:${index + 1}`)]));
}

function parseLine(line: string, at: string): Document {
  const record = parseObject(line, at);
  const { id = record._id, content = record.text, title, metadata } = record;
  const document = {
    id: typeof id === 'number' ? String(id) : id,
    content,
    ...(title ? { title: title as string } : {}),
    metadata: { path: at.slice(0, at.lastIndexOf(':')), ...(metadata as Metadata | undefined) },
  };
  return checkDocuments(at, [document as Document])[0] as Document;
}

function parseObject(line: string, at: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(line));
  } catch (cause) {
    throw invalidArgument(`${at} is not JSON (${(cause as Error).message}); one object a line is wanted`);
  }
}
