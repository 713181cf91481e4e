import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface EmbeddingRequest {
  readonly model: string;
  readonly input: readonly string[];
  readonly encoding_format: string;
  readonly dimensions?: number;
}

export interface RemoteServer {
  readonly url: string;
  readonly bodies: readonly EmbeddingRequest[];
  readonly headers: readonly IncomingMessage['headers'][];
  readonly paths: readonly (string | undefined)[];
  /** Called before each answer; true: it has answered itself. */
  intercept: (body: EmbeddingRequest, response: ServerResponse, request: IncomingMessage) => boolean | undefined;
  close(): void;
}

export const DIMENSIONS = 6;

/** Numbers that a text's letters give: the same for the same text, others for others. */
export function vectorOf(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0.125);
  for (let at = 0; at < text.length; at++) {
    const slot = (text.charCodeAt(at) * 31 + at) % DIMENSIONS;
    vector[slot] = vector[slot]! * 0.75 + (text.charCodeAt(at) % 97) / 97;
  }
  return vector;
}

/** A server on this machine that speaks the OpenAI wire format, and answers out of order. */
export async function startRemoteServer(): Promise<RemoteServer> {
  const bodies: EmbeddingRequest[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const paths: (string | undefined)[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const body: EmbeddingRequest = JSON.parse(Buffer.concat(pieces).toString() || '{}');
    bodies.push(body);
    headers.push(request.headers);
    paths.push(request.url);
    if (!remote.intercept(body, response, request)) response.end(JSON.stringify(answerTo(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  const remote: RemoteServer = { url, bodies, headers, paths, intercept: () => undefined, close };
  return remote;
}

export function answerTo({ input, encoding_format }: EmbeddingRequest): { data: object[]; usage: object } {
  const data = input.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: encoding_format === 'base64' ? base64Of(vectorOf(text)) : vectorOf(text),
  }));
  const tokens = input.reduce((sum, text) => sum + text.length, 0);
  return { data: data.reverse(), usage: { prompt_tokens: tokens, total_tokens: tokens } };
}

function base64Of(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64');
}
