export { createServer, type ServerOptions } from './create-server.ts';
export type { ServedIndex } from './served-index.ts';
export { type RunningServer, type StartServerOptions, startServer } from './start-server.ts';
