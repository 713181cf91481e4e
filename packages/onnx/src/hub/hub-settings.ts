import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { invalidArgument, outOfRange, shown } from '@tsr/core';

/** How to reach the Hugging Face hub, or a mirror of it. */
export interface HubOptions {
  /** @default HF_ENDPOINT, or https://huggingface.co */
  readonly endpoint?: string | URL;
  /**
   * Sent to the endpoint only, never on to where it redirects.
   * @default HF_TOKEN; for huggingface.co also the file that HF_TOKEN_PATH names, or `token` in HF_HOME
   */
  readonly token?: string;
  /** How often a request is repeated after a failure that may pass (5xx, 429, a lost connection). @default 5 */
  readonly retries?: number;
  /** Milliseconds before the first repetition; each further one waits twice as long. @default 500 */
  readonly retryDelayMs?: number;
  /** Milliseconds without a byte after which a connection counts as lost. @default 30,000 */
  readonly stalledAfterMs?: number;
  /** Makes the requests: for a proxy. @default the global fetch */
  readonly fetch?: typeof fetch;
}

/** `HubOptions`, checked and complete. */
export interface HubSettings {
  /** Ends with a slash. */
  readonly endpoint: URL;
  readonly token: string | undefined;
  readonly retries: number;
  readonly retryDelayMs: number;
  readonly stalledAfterMs: number;
  readonly fetch: typeof fetch;
}

const HUGGING_FACE = 'https://huggingface.co';
const LONGEST_MS = 2 ** 31 - 1;

/** Completes the options from the environment. */
export async function hubSettings(options: HubOptions): Promise<HubSettings> {
  const endpoint = endpointOf(options.endpoint ?? (process.env.HF_ENDPOINT || HUGGING_FACE));
  const { retries = 5, retryDelayMs = 500, stalledAfterMs = 30_000 } = options;
  checkNumber('retries', retries, 0, 100);
  checkNumber('retryDelayMs', retryDelayMs, 0, LONGEST_MS);
  checkNumber('stalledAfterMs', stalledAfterMs, 1, LONGEST_MS);
  const token = checkToken(options.token ?? process.env.HF_TOKEN ?? (await savedToken(endpoint)));
  return { endpoint, token, retries, retryDelayMs, stalledAfterMs, fetch: options.fetch ?? fetch };
}

/** True where the environment forbids requests, in any of the spellings that huggingface_hub takes. */
export function isOffline(): boolean {
  return /^(1|on|yes|true)$/i.test(process.env.HF_HUB_OFFLINE ?? '');
}

/** Where downloads are kept: `tsr` in HF_HOME, or `tsr/models` in XDG_CACHE_HOME or in ~/.cache. */
export function defaultCacheFolder(): string {
  const { HF_HOME, XDG_CACHE_HOME } = process.env;
  if (HF_HOME) return join(HF_HOME, 'tsr');
  return join(cacheHome(XDG_CACHE_HOME), 'tsr', 'models');
}

// The XDG specification: a path that is not absolute is to be ignored.
function cacheHome(named: string | undefined): string {
  return named && isAbsolute(named) ? named : join(homedir(), '.cache');
}

function endpointOf(given: string | URL): URL {
  const url = URL.canParse(String(given)) ? new URL(given) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) {
    if (!url.pathname.endsWith('/')) url.pathname += '/';
    return url;
  }
  throw invalidArgument(
    'onnx: the hub endpoint is no http or https URL without a password; pass https://huggingface.co',
  );
}

// One that has been logged in with belongs to huggingface.co, whatever mirror is asked.
async function savedToken(endpoint: URL): Promise<string | undefined> {
  if (endpoint.origin !== HUGGING_FACE) return undefined;
  const { HF_TOKEN_PATH, HF_HOME, XDG_CACHE_HOME } = process.env;
  const path = HF_TOKEN_PATH || join(HF_HOME || join(cacheHome(XDG_CACHE_HOME), 'huggingface'), 'token');
  return readFile(path, 'utf8').catch(() => undefined);
}

function checkToken(token: string | undefined): string | undefined {
  const trimmed = token?.trim();
  if (!trimmed) return undefined;
  // What fetch says of a header that it refuses would show the token.
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  throw invalidArgument('onnx: the hub token has spaces or characters beyond ASCII; pass it as hf_…');
}

function checkNumber(name: string, value: number, least: number, most: number): void {
  if (typeof value === 'number' && value >= least && value <= most) return;
  throw outOfRange(`onnx: hub.${name} is ${shown(value)}; pass a number of ${least} to ${most}`);
}
