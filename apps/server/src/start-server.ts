import { createServer, type ServerOptions } from './create-server.ts';

export interface StartServerOptions extends ServerOptions {
  /** 0 takes a free one. @default 8080 */
  readonly port?: number;
}

export interface RunningServer {
  /** Such as `http://127.0.0.1:8080`. */
  readonly address: string;
  /** Answers what is under way, then stops. */
  close(): Promise<void>;
}

/** Starts the server on 127.0.0.1, and nowhere else: it has no authentication. */
export async function startServer({ port = 8080, ...options }: StartServerOptions): Promise<RunningServer> {
  const server = await createServer(options);
  const address = await server.listen({ host: '127.0.0.1', port });
  return { address, close: () => server.close() };
}
