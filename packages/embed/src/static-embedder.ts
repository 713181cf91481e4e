import { createTurns, type Embedder, invalidArgument, shown, type Turns } from '@tsr/core';
import { createStaticPooling, normalized, type StaticPooling } from './static-pooling.ts';
import { decodeStaticTable, staticTableChecksum } from './static-table-file.ts';

export interface StaticEmbedder extends Embedder {
  /** Size of its table. */
  readonly bytes: number;
}

export interface StaticEmbedderOptions {
  /** The file of a table, as `scripts/make-static-table.ts` writes it. Nothing of it is kept. */
  readonly table: Uint8Array;
  /** @default the table's own name */
  readonly name?: string;
}

// A change here that changes vectors changes this number: it is part of every fingerprint.
const POOLING_VERSION = 1;
const FUSION_WEIGHT = 0.3;

/**
 * Embeds text by looking its tokens up in a table and adding their rows: no model runs, nothing is downloaded, and
 * it works wherever JavaScript does. Vectors have length 1; a text without a known token gives all zeros.
 * Long work lets the event loop run, and looks at `signal`, about every 8 ms.
 *
 * The method is that of static sentence embeddings distilled from an encoder (Tulkens & van Dongen, model2vec,
 * 2024) with smooth inverse frequency weights (Arora et al., ICLR 2017).
 * @throws TsrError `TSR_CORRUPT_FILE` if `table` cannot be read.
 */
export function createStaticEmbedder({ table, name }: StaticEmbedderOptions): StaticEmbedder {
  if (!(table instanceof Uint8Array))
    throw invalidArgument(`embed: table is ${shown(table)}; pass the bytes of a table's file as a Uint8Array`);
  const decoded = decodeStaticTable(table);
  const { dimensions, origin, tokens } = decoded;
  const pooling = createStaticPooling(decoded);
  const embed = (text: string, turns: Turns) => vectorOf(text, pooling, dimensions, turns);
  return {
    name: name ?? origin.name,
    dimensions,
    fingerprint: `static:${POOLING_VERSION}:${hex(staticTableChecksum(table))}:${tokens.length}x${dimensions}`,
    fusionWeight: FUSION_WEIGHT,
    bytes: table.byteLength,
    async embedQuery(text, { signal } = {}) {
      signal?.throwIfAborted();
      checkText(text, 'the query');
      const vector = await embed(text, createTurns({ signal }));
      signal?.throwIfAborted();
      return vector;
    },
    async embedDocuments(texts, { signal } = {}) {
      signal?.throwIfAborted();
      checkTexts(texts);
      const turns = createTurns({ signal });
      const vectors: Float32Array[] = [];
      for (const text of [...texts]) vectors.push(await embed(text, turns));
      signal?.throwIfAborted();
      return vectors;
    },
  };
}

async function vectorOf(text: string, pooling: StaticPooling, dimensions: number, turns: Turns): Promise<Float32Array> {
  const sum = new Float64Array(dimensions);
  for (let at = 0; at < text.length; ) {
    at = pooling.addStretch(text, at, sum);
    if (turns.due()) await turns.give();
  }
  return normalized(sum);
}

function checkTexts(texts: unknown): asserts texts is readonly string[] {
  if (!Array.isArray(texts)) throw invalidArgument(`embed: texts is ${shown(texts)}; give an array of strings`);
  for (const [index, text] of texts.entries()) checkText(text, `text ${index}`);
}

function checkText(text: unknown, subject: string): asserts text is string {
  if (typeof text !== 'string') throw invalidArgument(`embed: ${subject} is ${shown(text)}; give a string`);
}

function hex(checksum: number): string {
  return checksum.toString(16).padStart(8, '0');
}
