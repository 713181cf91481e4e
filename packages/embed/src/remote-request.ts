import { TsrError } from '@tsr/core';
import { PassingFailure, retryAfterMs } from './remote-retries.ts';

/** Where requests go, and what goes with each. */
export interface RemoteEndpoint {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** What no message may show. */
  readonly secrets: readonly string[];
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
}

const MAX_ERROR_BYTES = 65_536;
const SHOWN_CHARACTERS = 200;

/**
 * Posts JSON and gives the body of the answer.
 * @throws PassingFailure where another attempt may succeed; TsrError where none will.
 */
export async function postJson(
  endpoint: RemoteEndpoint,
  body: unknown,
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<string> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), endpoint.timeoutMs);
  try {
    const response = await endpoint.fetch(endpoint.url, {
      method: 'POST',
      headers: endpoint.headers,
      body: JSON.stringify(body),
      // Headers of ours would go along to wherever it points.
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal,
    });
    if (!response.ok) throw await refusal(endpoint, response);
    const text = await bodyOf(response, maxBytes);
    if (text !== undefined) return text;
    throw new TsrError(
      'TSR_EMBEDDER_CONTRACT',
      `${subject(endpoint)} sent more than ${maxBytes} bytes; check dimensions`,
    );
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof TsrError || error instanceof PassingFailure) throw error;
    throw lost(endpoint, timeout.signal.aborted, error);
  } finally {
    clearTimeout(timer);
  }
}

function lost(endpoint: RemoteEndpoint, timedOut: boolean, error: unknown): PassingFailure {
  if (timedOut) {
    const fact = `gave no answer within ${endpoint.timeoutMs} ms`;
    return new PassingFailure(
      new TsrError('TSR_TIMEOUT', `${subject(endpoint)} ${fact}; pass a larger timeoutMs or a smaller batchSize`),
    );
  }
  const cause = endpoint.secrets.some((secret) => String(error).includes(secret)) ? undefined : error;
  return new PassingFailure(
    new TsrError('TSR_IO', `${subject(endpoint)} cannot be reached; check url and network`, { cause }),
  );
}

async function refusal(endpoint: RemoteEndpoint, response: Response): Promise<Error> {
  const { status, headers } = response;
  if (status === 0 || (status >= 300 && status < 400)) {
    await response.body?.cancel();
    return new TsrError('TSR_IO', `${subject(endpoint)} redirects elsewhere; pass the final address as url`);
  }
  const said = explanation(await bodyOf(response, MAX_ERROR_BYTES), endpoint.secrets);
  const failure = new TsrError('TSR_IO', `${subject(endpoint)} answered ${status}${said}; ${remedy(status)}`);
  const passes = status === 408 || status === 425 || status === 429 || status >= 500;
  return passes ? new PassingFailure(failure, retryAfterMs(headers.get('retry-after'))) : failure;
}

function remedy(status: number): string {
  if (status === 401 || status === 403) return 'check apiKey and headers';
  if (status === 404) return 'check url and model';
  if (status === 413) return 'pass a smaller batchSize';
  if (status === 429 || status >= 500) return 'try again later';
  return 'check model, batchSize and the length of the texts';
}

/** What the server says of an error, on one line, short, and without what it repeats of the key. */
function explanation(text: string | undefined, secrets: readonly string[]): string {
  let said = (text && messageIn(text)) || '';
  for (const secret of secrets) said = said.replaceAll(secret, '…');
  said = said.replace(/\s+/g, ' ').trim();
  return said === '' ? '' : ` (${said.slice(0, SHOWN_CHARACTERS)})`;
}

function messageIn(text: string): string {
  try {
    const { error } = JSON.parse(text);
    return String(error?.message ?? error ?? '');
  } catch {
    return text;
  }
}

/** Undefined if there is more than `maxBytes` of it. */
async function bodyOf(response: Response, maxBytes: number): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > maxBytes) break;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return undefined;
}

/** A query may hold a key: the address is shown without. */
function subject({ url }: RemoteEndpoint): string {
  return `embed: ${url.origin}${url.pathname}`;
}
