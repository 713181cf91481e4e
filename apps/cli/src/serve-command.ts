import { startServer } from '@tsr/server';
import { openTwoStage, type StageOptions } from './open-two-stage.ts';

export interface ServeOptions extends StageOptions {
  readonly port: number;
  readonly signal: AbortSignal;
}

/** `twostage serve`: the collection over HTTP, on this machine only, until Ctrl-C. Answers `/livez` while it opens. */
export async function serveCommand({ port, signal, ...options }: ServeOptions): Promise<void> {
  const opening = openTwoStage(options);
  const index = opening.then(({ retriever, collection }) => ({ retriever, size: collection.size }));
  const server = await startServer({ index, port });
  try {
    const { size } = await index;
    process.stdout.write(`serving ${size} passages on ${server.address} (OpenAPI: ${server.address}/openapi.json)\n`);
    await aborted(signal);
  } finally {
    await server.close();
    await opening.then((opened) => opened.dispose());
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
