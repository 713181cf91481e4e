import { createServer, type Server } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { Interrupted } from './fail.ts';
import { type ServeOptions, serveCommand } from './serve-command.ts';
import { checkedStages } from './stage-options.ts';

const stages = checkedStages({ collection: 'not-there', firstStage: 'hybrid', rerank: 'none', topK: 10 });
const said: string[] = [];
const keep = (text: unknown): boolean => said.push(String(text)) > 0;

afterEach(() => {
  vi.restoreAllMocks();
  said.length = 0;
});

function serve(options: Pick<ServeOptions, 'port' | 'signal'>): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation(keep);
  return serveCommand({ ...stages, ...options });
}

test('Ctrl-C while it opens ends it: it says that it opens, never that it serves', async () => {
  const controller = new AbortController();
  const done = serve({ port: 0, signal: controller.signal });
  controller.abort(new Interrupted());
  await expect(done).rejects.toThrow(Interrupted);
  expect(said).toEqual(['opening not-there …\n']);
});

test('a port that is taken: says so, and what to do', async () => {
  const taken = createServer();
  const port = await listening(taken);
  const { signal } = new AbortController();
  await expect(serve({ port, signal })).rejects.toThrow(`port ${port} is in use; choose another with --port`);
  taken.close();
});

function listening(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
}
