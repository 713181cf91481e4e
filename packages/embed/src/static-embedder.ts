import { createTurns, type Embedder, invalidArgument, outOfRange, shown, type Trace, type Turns } from '@tsr/core';
import { checkText, checkTexts } from './checked-texts.ts';
import { isReadable, LEAST_COVERAGE } from './static-coverage.ts';
import { createStaticPooling, normalized, type Pool, type StaticPooling } from './static-pooling.ts';
import { decodeStaticTable, staticTableChecksum } from './static-table-file.ts';
import { createTokenVectors, type TokenVectors } from './static-token-vectors.ts';
import { createWordReader } from './static-tokens.ts';
import { createUnreadableWarning } from './static-warning.ts';

export interface StaticEmbedder extends Embedder {
  /** Size of its table. */
  readonly bytes: number;
  /** The same table, token by token. */
  readonly tokenVectors: TokenVectors;
}

export interface StaticEmbedderOptions {
  /** The file of a table, as `scripts/make-static-table.ts` writes it. Nothing of it is kept. */
  readonly table: Uint8Array;
  /** @default the table's own name */
  readonly name?: string;
  /**
   * Share of a text's letters, 0 to 1, that must be in words or long pieces of words of the table; a little less for
   * short texts. Below it a text gets all zeros. Letters beyond ASCII count as unknown: for a table of another language
   * than English, pass 0, which reads every text.
   * @default .52
   */
  readonly leastCoverage?: number;
  /** Told once, when the first text falls below it. @default a process warning, where there is a process */
  readonly onWarning?: ((message: string) => void) | undefined;
}

// A change here that changes vectors changes this number: it is part of every fingerprint.
const POOLING_VERSION = 2;
const FUSION_WEIGHT = 0.3;

/**
 * Embeds text by looking its tokens up in a table and adding their rows: no model runs, nothing is downloaded, and
 * it works wherever JavaScript does. Vectors have length 1. A text without a known token gives all zeros, and so does
 * one of which too little is known: dense search passes it over instead of guessing.
 * Long work lets the event loop run, and looks at `signal`, about every 8 ms.
 *
 * The method is that of static sentence embeddings distilled from an encoder (Tulkens & van Dongen, model2vec,
 * 2024) with smooth inverse frequency weights (Arora et al., ICLR 2017).
 * @throws TsrError `TSR_CORRUPT_FILE` if `table` cannot be read; RangeError if `leastCoverage` is not from 0 to 1.
 */
export function createStaticEmbedder(options: StaticEmbedderOptions): StaticEmbedder {
  const { table, leastCoverage = LEAST_COVERAGE, onWarning } = options;
  checkOptions(options);
  const decoded = decodeStaticTable(table);
  const { dimensions, origin, tokens } = decoded;
  const { name = origin.name } = options;
  const read = createWordReader(tokens);
  const pooling = createStaticPooling(decoded, read);
  const shape = `${hex(staticTableChecksum(table))}:${tokens.length}x${dimensions}`;
  const warn = createUnreadableWarning(name, onWarning);
  const embed = async (text: string, turns: Turns, trace?: Trace): Promise<Float32Array> => {
    const pool = await poolOf(text, pooling, turns);
    if (isReadable(pool, leastCoverage)) return normalized(pool.sum);
    warn(pool);
    trace?.note({ unreadable: { letters: pool.letters, known: pool.known } });
    return new Float32Array(dimensions);
  };
  return {
    name,
    dimensions,
    fingerprint: `static:${POOLING_VERSION}:${shape}:${leastCoverage}`,
    fusionWeight: FUSION_WEIGHT,
    bytes: table.byteLength,
    tokenVectors: createTokenVectors(decoded, read, `tokens:${shape}`),
    async embedQuery(text, { signal, trace } = {}) {
      signal?.throwIfAborted();
      checkText(text, 'the query');
      const vector = await embed(text, createTurns({ signal }), trace);
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

async function poolOf(text: string, pooling: StaticPooling, turns: Turns): Promise<Pool> {
  const pool = pooling.empty();
  for (let at = 0; at < text.length; ) {
    at = pooling.addStretch(text, at, pool);
    if (turns.due()) await turns.give();
  }
  return pool;
}

function checkOptions({ table, leastCoverage = LEAST_COVERAGE }: StaticEmbedderOptions): void {
  if (!(table instanceof Uint8Array))
    throw invalidArgument(`embed: table is ${shown(table)}; pass the bytes of a table's file as a Uint8Array`);
  if (!(leastCoverage >= 0 && leastCoverage <= 1))
    throw outOfRange(`embed: leastCoverage is ${shown(leastCoverage)}; pass a share from 0 to 1`);
}

function hex(checksum: number): string {
  return checksum.toString(16).padStart(8, '0');
}
