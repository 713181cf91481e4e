import { invalidArgument, outOfRange, shown } from '@tsr/core';
import { checkWhole } from './checked-numbers.ts';
import type { EmbedProgress } from './embed-progress.ts';
import type { RemoteEndpoint } from './remote-request.ts';

export interface RemoteEmbedderOptions {
  /** Base of the API, such as `https://api.openai.com/v1`; `/embeddings` is added unless it ends so. */
  readonly url: string | URL;
  readonly model: string;
  /** Length of its vectors. */
  readonly dimensions: number;
  /** Sent as `Authorization: Bearer …`; in no error message. */
  readonly apiKey?: string;
  /** Further headers, such as `{ 'api-key': … }`; their values are in no error message either. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Texts per request. @default 64 */
  readonly batchSize?: number;
  /** How often a request is repeated after 408, 425, 429, 5xx, a lost connection or a time-out. @default 4 */
  readonly maxRetries?: number;
  /** Milliseconds before the first repetition; each further one waits twice as long. @default 500 */
  readonly retryDelayMs?: number;
  /** Milliseconds for one request. @default 30,000 */
  readonly timeoutMs?: number;
  /** Put before each query. @default '' */
  readonly queryPrefix?: string;
  /** Put before each document. @default '' */
  readonly passagePrefix?: string;
  /** Ask the server for vectors of `dimensions` (Matryoshka); not every one takes that. @default false */
  readonly sendDimensions?: boolean;
  /** `'base64'` is shorter on the wire, where the server knows it. Both are read, whatever it sends. @default 'float' */
  readonly encodingFormat?: 'float' | 'base64';
  /** For `usage.cost`, in whatever currency. */
  readonly pricePerMillionTokens?: number;
  /** @default the model */
  readonly name?: string;
  /** Names weights and settings. Give one where the endpoint's address says little about what runs there. @default from url, model, dimensions and prefixes */
  readonly fingerprint?: string;
  /** Weight that a dense leg on these vectors asks for in a hybrid. @default .5 */
  readonly fusionWeight?: number;
  /** Told after each request of `embedDocuments`. */
  readonly onProgress?: (progress: EmbedProgress) => void;
  /** @default the global fetch */
  readonly fetch?: typeof fetch;
}

const LONGEST_MS = 2 ** 31 - 1;
// Shorter header values are versions and flags: taking them out of messages would only garble those.
const SHORTEST_SECRET = 6;

/** Checks every option before the first request. */
export function checkRemoteOptions(options: RemoteEmbedderOptions): void {
  const { model, dimensions, batchSize = 1, maxRetries = 0, timeoutMs = 1, retryDelayMs = 0 } = options;
  if (typeof model !== 'string' || model === '')
    throw invalidArgument(`embed: model is ${shown(model)}; pass the name that the endpoint knows`);
  checkWhole('dimensions', dimensions, 1, 65_536);
  checkWhole('batchSize', batchSize, 1, 100_000);
  checkWhole('maxRetries', maxRetries, 0, 100);
  checkWhole('timeoutMs', timeoutMs, 1, LONGEST_MS);
  checkWhole('retryDelayMs', retryDelayMs, 0, LONGEST_MS);
  const { pricePerMillionTokens: price = 0, encodingFormat = 'float' } = options;
  if (!Number.isFinite(price) || price < 0)
    throw outOfRange(`embed: pricePerMillionTokens is ${shown(price)}; pass a number of 0 or more`);
  if (encodingFormat !== 'float' && encodingFormat !== 'base64')
    throw invalidArgument(`embed: encodingFormat is ${shown(encodingFormat)}; pass 'float' or 'base64'`);
}

/** Address and headers of an endpoint. */
export function remoteEndpoint(options: RemoteEmbedderOptions): RemoteEndpoint {
  const { apiKey, headers = {}, timeoutMs = 30_000 } = options;
  for (const [name, value] of Object.entries(headers)) checkHeader(`headers['${name}']`, value);
  if (apiKey !== undefined) checkHeader('apiKey', apiKey);
  return {
    url: embeddingsUrl(options.url),
    headers: {
      'content-type': 'application/json',
      ...headers,
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
    },
    secrets: [apiKey ?? '', ...Object.values(headers)].filter(({ length }) => length >= SHORTEST_SECRET),
    timeoutMs,
    fetch: options.fetch ?? fetch,
  };
}

function embeddingsUrl(given: string | URL): URL {
  const url = URL.canParse(String(given)) ? new URL(given) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username || url.password)
    throw invalidArgument("embed: url is no http or https address without a password; pass 'https://host/v1'");
  if (!/\/embeddings\/?$/.test(url.pathname)) url.pathname = `${url.pathname.replace(/\/$/, '')}/embeddings`;
  return url;
}

// What fetch says of a header that it refuses would show the value.
function checkHeader(name: string, value: unknown): void {
  if (typeof value === 'string' && /^[\x20-\x7e]*$/.test(value)) return;
  throw invalidArgument(`embed: ${name} has characters that no header can hold; pass printable ASCII`);
}
