import { shown, TsrError } from '@tsr/core';

/** What an answer has to hold. */
export interface ExpectedVectors {
  /** Of the model, for messages. */
  readonly model: string;
  readonly count: number;
  readonly dimensions: number;
}

export interface ParsedAnswer {
  /** One per text, in order. */
  readonly vectors: readonly Float32Array[];
  /** That the server says it read; 0 where it does not say. */
  readonly tokens: number;
}

interface Item {
  readonly index: unknown;
  readonly embedding: unknown;
}

/**
 * Vectors of an answer of the OpenAI wire format, as lists of numbers or as base64 of 32-bit floats.
 * @throws TsrError `TSR_EMBEDDER_CONTRACT` if there are too few or too many, or one of them is no vector.
 */
export function parseAnswer(text: string, expected: ExpectedVectors): ParsedAnswer {
  const answer = parsedJson(text, expected);
  const items = itemsOf(answer, expected);
  const vectors = new Array<Float32Array | undefined>(expected.count).fill(undefined);
  items.forEach((item, position) => {
    const index = item.index === undefined ? position : item.index;
    if (typeof index !== 'number' || !(index in vectors) || vectors[index])
      throw broken(expected, `gave index ${shown(index)} for ${expected.count} texts, or gave it twice`);
    vectors[index] = vectorOf(item.embedding, index, expected);
  });
  return { vectors: vectors as Float32Array[], tokens: tokensOf(answer) };
}

function parsedJson(text: string, expected: ExpectedVectors): Record<string, unknown> {
  try {
    const answer: unknown = JSON.parse(text);
    if (isRecord(answer)) return answer;
  } catch {
    // Said below.
  }
  throw broken(expected, 'gave no JSON object');
}

function itemsOf({ data }: Record<string, unknown>, expected: ExpectedVectors): readonly Item[] {
  if (!Array.isArray(data) || !data.every(isRecord)) throw broken(expected, 'gave no list of embeddings');
  if (data.length === expected.count) return data as unknown as readonly Item[];
  throw broken(expected, `gave ${data.length} vectors for ${expected.count} texts`);
}

function vectorOf(embedding: unknown, index: number, expected: ExpectedVectors): Float32Array {
  const vector = typeof embedding === 'string' ? decoded(embedding) : listed(embedding);
  if (vector === undefined) throw broken(expected, `gave no vector for text ${index}`);
  if (vector.length !== expected.dimensions)
    throw broken(expected, `gave ${vector.length} dimensions for text ${index}, not ${expected.dimensions}`);
  // After the rounding to 32 bits, which makes infinities of large numbers.
  if (vector.every(Number.isFinite)) return vector;
  throw broken(expected, `gave a vector with numbers that are not finite for text ${index}`);
}

function listed(embedding: unknown): Float32Array | undefined {
  if (!Array.isArray(embedding)) return undefined;
  return embedding.every((value) => typeof value === 'number') ? Float32Array.from(embedding) : undefined;
}

/** Little-endian, as on the wire, on every machine. */
function decoded(base64: string): Float32Array | undefined {
  let bytes: Uint8Array;
  try {
    bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
  if (bytes.length % 4 !== 0) return undefined;
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(index * 4, true));
}

function tokensOf({ usage }: Record<string, unknown>): number {
  if (!isRecord(usage)) return 0;
  const tokens = usage.total_tokens ?? usage.prompt_tokens;
  return typeof tokens === 'number' && tokens > 0 && Number.isFinite(tokens) ? tokens : 0;
}

function broken({ model }: ExpectedVectors, fact: string): TsrError {
  return new TsrError(
    'TSR_EMBEDDER_CONTRACT',
    `embed: the endpoint of ${model} ${fact}; check url, model and dimensions`,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
