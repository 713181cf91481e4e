import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import { onTestFinished } from 'vitest';

export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

export interface StandInHub {
  readonly endpoint: string;
  /** Method, path and range of each request, in order. */
  readonly requests: readonly string[];
  /** Headers of each request. */
  readonly headers: readonly IncomingMessage['headers'][];
  /** Called before each answer; true: it has answered itself. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean | undefined;
  /** What a revision stands for. */
  commit: string;
  /** Files by path, of every repository; what is written here is served. */
  readonly files: Map<string, Buffer>;
}

/** Files of a folder, by path. */
export function filesOf(folder: string): Map<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const paths = names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
  return new Map(paths.map((path) => [relative(folder, path).replaceAll('\\', '/'), readFileSync(path)]));
}

/** A hub on this machine that has one repository, under whatever name; large files carry a SHA-256, small ones a blob id. */
export async function startStandInHub(files: Map<string, Buffer>): Promise<StandInHub> {
  const requests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const server = createServer((request, response) => {
    const range = request.headers.range ? ` ${request.headers.range}` : '';
    requests.push(`${request.method} ${request.url}${range}`);
    headers.push(request.headers);
    if (!hub.intercept(request, response)) answer(hub, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const hub: StandInHub = { endpoint, requests, headers, intercept: () => undefined, commit: COMMIT, files };
  return hub;
}

function answer(hub: StandInHub, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '', hub.endpoint);
  if (/^\/api\/models\/[^/]+\/[^/]+\/revision\/[^/]+$/.test(pathname)) {
    response.end(JSON.stringify(listing(hub)));
    return;
  }
  const [, commit, name] = /^\/[^/]+\/[^/]+\/resolve\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
  const content = commit === hub.commit ? hub.files.get(name ?? '') : undefined;
  if (content) sendFile(content, request, response);
  else response.writeHead(404).end();
}

function listing({ files, commit }: StandInHub): unknown {
  const siblings = [...files].map(([rfilename, content]) => ({
    rfilename,
    size: content.length,
    blobId: createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex'),
    ...(rfilename.endsWith('.onnx') && { lfs: { sha256: sha256(content), size: content.length, pointerSize: 130 } }),
  }));
  return { sha: commit, siblings };
}

export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

export function etagOf(content: Uint8Array): string {
  return `"${sha256(content)}"`;
}

/** Answers as RFC 9110 asks: the rest where the version is the same, else all. */
export function sendFile(content: Buffer, request: IncomingMessage, response: ServerResponse): void {
  const etag = etagOf(content);
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const same = (request.headers['if-range'] ?? etag) === etag;
  if (!request.headers.range || !same) {
    response.writeHead(200, { etag, 'content-length': content.length }).end(content);
  } else if (start >= content.length) response.writeHead(416).end();
  else {
    const range = `bytes ${start}-${content.length - 1}/${content.length}`;
    const part = content.subarray(start);
    response.writeHead(206, { etag, 'content-range': range, 'content-length': part.length }).end(part);
  }
}

/** Sends the beginning of a file as if all would come, then breaks the connection. */
export function breakOff(content: Buffer, bytes: number, response: ServerResponse): true {
  response.writeHead(200, { etag: etagOf(content), 'content-length': content.length });
  // Time to read them: what a client has not read when its connection breaks is lost, and a busy machine reads late.
  response.write(content.subarray(0, bytes), () => setTimeout(() => response.destroy(), 200));
  return true;
}
