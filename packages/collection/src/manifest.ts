import { PASSAGE_TEXT_VERSION, TsrError } from '@tsr/core';

/** Which embedder made the vectors. */
export interface EmbedderIdentity {
  readonly name: string;
  readonly fingerprint: string;
  readonly dimensions: number;
}

/** One file of a snapshot, as it was written. */
export interface FileStamp {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** What `manifest.json` of a snapshot says. */
export interface Manifest {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly documents: number;
  /** Version of the text that was embedded of each document: `PASSAGE_TEXT_VERSION` of core. */
  readonly passageText: number;
  readonly embedder: EmbedderIdentity;
  readonly files: { readonly documents: FileStamp; readonly vectors: FileStamp };
}

export const FORMAT = 'tsr-collection';
export const VERSION = 1;

/** Reads a manifest's text. @throws TsrError `TSR_CORRUPT_FILE` for one that is damaged, foreign or of the future. */
export function parseManifest(text: string, path: string): Manifest {
  const manifest = parseJson(text, path);
  if (manifest.format !== FORMAT) {
    throw corrupt(`${path} is no manifest of a collection; point at a directory that \`twostage index\` made`);
  }
  if (manifest.version !== VERSION) {
    throw corrupt(`${path} has format version ${manifest.version}, this program reads ${VERSION}; index again with it`);
  }
  if (!isComplete(manifest)) throw corrupt(`${path} lacks fields; index again`);
  if (manifest.passageText !== PASSAGE_TEXT_VERSION) {
    throw corrupt(`${path}: its vectors are of another reading of documents; index again`);
  }
  return manifest;
}

function parseJson(text: string, path: string): Partial<Manifest> {
  try {
    return Object(JSON.parse(text));
  } catch (cause) {
    throw corrupt(`${path} is not JSON; index again`, cause);
  }
}

function isComplete(manifest: Partial<Manifest>): manifest is Manifest {
  const { documents, embedder, files } = manifest;
  const stamps = [files?.documents, files?.vectors];
  const stamped = stamps.every((stamp) => Number.isInteger(stamp?.bytes) && typeof stamp?.sha256 === 'string');
  return Number.isInteger(documents) && Number.isInteger(embedder?.dimensions) && stamped;
}

export function corrupt(fact: string, cause?: unknown): TsrError {
  return new TsrError('TSR_CORRUPT_FILE', `collection: ${fact}`, { cause });
}
