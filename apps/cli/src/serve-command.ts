import { TsrError } from '@tsr/core';
import { type RunningServer, type StartServerOptions, startServer } from '@tsr/server';
import { counted } from './counted.ts';
import { openTwoStage } from './open-two-stage.ts';
import type { StageOptions } from './stage-options.ts';

export interface ServeOptions extends StageOptions {
  readonly port: number;
  readonly signal: AbortSignal;
}

/**
 * `twostage serve`: the collection over HTTP, on this machine only, until Ctrl-C. Answers `/livez` while it opens;
 * opens nothing before it has the port.
 */
export async function serveCommand({ port, ...options }: ServeOptions): Promise<void> {
  process.stderr.write(`opening ${options.collection} …\n`);
  let begin = (): void => {};
  const listening = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const opening = listening.then(() => openTwoStage({ ...options, engine: 'auto' }));
  const index = opening.then(({ retriever, collection }) => ({ retriever, size: collection.size }));
  const server = await start({ index, port });
  begin();
  try {
    const served = `${counted((await index).size, 'passage')} on ${server.address}`;
    process.stdout.write(`serving ${served} (OpenAPI: ${server.address}/openapi.json)\n`);
    await aborted(options.signal);
  } finally {
    await server.close();
    await opening.then((opened) => opened.dispose());
  }
}

async function start(options: StartServerOptions & { port: number }): Promise<RunningServer> {
  return startServer(options).catch((cause: NodeJS.ErrnoException) => {
    const fact = cause.code === 'EADDRINUSE' ? 'is in use' : `cannot be taken (${cause.code})`;
    throw new TsrError('TSR_IO', `port ${options.port} ${fact}; choose another with --port`, { cause });
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
