import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Document } from '@tsr/core';
import { splitDocument } from '@tsr/passages';

const docs = fileURLToPath(new URL('corpus/docs', import.meta.url));

/** The bundled corpus as passages: documentation of an imaginary gateway, cut by headings and length. */
export function bundledPassages(): readonly Document[] {
  const files = readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
  return files.sort().flatMap((path) => {
    const id = path.replaceAll('\\', '/');
    return splitDocument({ id, path: id, text: readFileSync(join(docs, path), 'utf8'), format: 'markdown' });
  });
}
