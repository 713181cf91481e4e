import { TsrError } from '@tsr/core';
import type { HubSettings } from './hub-settings.ts';
import { createStallWatch, type StallWatch } from './stall-watch.ts';
import { retryAfterMs, TemporaryFailure } from './temporary-failure.ts';

export interface HubRequest {
  readonly url: URL;
  readonly settings: HubSettings;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** What to do if it fails for good. Ends messages. */
  readonly remedy: string;
}

export interface HubAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body, piece by piece; to be read once. */
  readonly body: AsyncIterable<Uint8Array>;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** 416: the range that was asked for is not there; the caller knows what that means. */
const ANSWERS = new Set([200, 206, 416]);

/**
 * One GET. `read` gets the answer while its connection is watched.
 * @throws TemporaryFailure where another attempt may succeed; TsrError where none will.
 */
export async function hubGet<T>(request: HubRequest, read: (answer: HubAnswer) => Promise<T>): Promise<T> {
  const watch = createStallWatch(request.settings.stalledAfterMs, request.signal);
  let response: Response | undefined;
  try {
    response = await followed(request, watch);
    if (!ANSWERS.has(response.status)) throw refusal(request, response);
    return await read({ status: response.status, headers: response.headers, body: pieces(request, response, watch) });
  } finally {
    watch.end();
    // Whatever was not read; a body that was is locked, and done.
    await response?.body?.cancel().catch(() => {});
  }
}

async function followed(request: HubRequest, watch: StallWatch): Promise<Response> {
  let { url } = request;
  let { token } = request.settings;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const response = await sent(request, url, token, watch);
    if (!REDIRECTS.has(response.status)) return response;
    await response.body?.cancel();
    const next = target(request, url, response.headers.get('location') ?? '');
    if (next.origin !== url.origin) token = undefined;
    url = next;
  }
  throw new TsrError('TSR_IO', `onnx: ${shownUrl(request.url)} redirects without end; ${request.remedy}`);
}

async function sent(request: HubRequest, url: URL, token: string | undefined, watch: StallWatch): Promise<Response> {
  const headers = {
    ...request.headers,
    // The range and the length are those of the file, not of a packed form of it.
    'accept-encoding': 'identity',
    'user-agent': 'tsr',
    ...(token && { authorization: `Bearer ${token}` }),
  };
  try {
    const response = await request.settings.fetch(url, { headers, redirect: 'manual', signal: watch.signal });
    watch.touch();
    return response;
  } catch (cause) {
    throw lostConnection(request, watch, cause);
  }
}

function target(request: HubRequest, from: URL, location: string): URL {
  const next = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  // A connection that was private stays private.
  if (next?.protocol === 'https:' || (next?.protocol === 'http:' && from.protocol === 'http:')) return next;
  const fact = next ? `to ${next.protocol}//` : 'to nowhere';
  throw new TsrError('TSR_IO', `onnx: ${shownUrl(request.url)} redirects ${fact}; ${request.remedy}`);
}

async function* pieces(request: HubRequest, response: Response, watch: StallWatch): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause) => {
        throw lostConnection(request, watch, cause);
      });
      if (done) return;
      watch.touch();
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function lostConnection(request: HubRequest, watch: StallWatch, cause: unknown): unknown {
  if (request.signal?.aborted) return request.signal.reason;
  const { settings, url, remedy } = request;
  const failure = watch.stalled
    ? new TsrError('TSR_TIMEOUT', `onnx: ${shownUrl(url)} sent nothing for ${settings.stalledAfterMs} ms; ${remedy}`)
    : new TsrError('TSR_IO', `onnx: ${shownUrl(url)} cannot be reached; check the network, or ${remedy}`, { cause });
  return new TemporaryFailure(failure);
}

function refusal({ url, settings, remedy }: HubRequest, { status, headers }: Response): Error {
  const subject = `onnx: ${shownUrl(url)}`;
  if (status === 429 || status === 408 || status >= 500) {
    const failure = new TsrError('TSR_IO', `${subject} answered ${status}; try again later, or ${remedy}`);
    return new TemporaryFailure(failure, { retryAfterMs: retryAfterMs(headers.get('retry-after')) });
  }
  if (status === 401 || status === 403) {
    const fact = settings.token ? 'refused the token' : 'no such model, or it wants a token';
    const wanted = settings.token ? 'pass one that may read this model' : 'check the id, set HF_TOKEN';
    return new TsrError('TSR_MODEL_NOT_FOUND', `${subject} answered ${status}: ${fact}; ${wanted}, or ${remedy}`);
  }
  if (status === 404)
    return new TsrError('TSR_MODEL_NOT_FOUND', `${subject} is not there; check id and revision, or ${remedy}`);
  return new TsrError('TSR_IO', `${subject} answered ${status}; ${remedy}`);
}

/** A URL without what may be secret in it. */
export function shownUrl({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}
