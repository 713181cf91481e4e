import { spawnSync } from 'node:child_process';

export interface AloneOutcome {
  readonly status: number | null;
  readonly signal: string | null;
  /** Of both streams. */
  readonly output: string;
}

/**
 * Runs a module that has `createDenseIndex` in a process of its own: what ends it, or what it cannot import, leaves
 * the tests alone. `before` runs before the package is loaded.
 */
export function runAlone(body: string, before = ''): AloneOutcome {
  const url = JSON.stringify(new URL('index.ts', import.meta.url).href);
  const code = `${before}\nconst { createDenseIndex } = await import(${url});\n${body}`;
  const args = [...process.execArgv, '--input-type=module', '--eval', code];
  const cwd = new URL('..', import.meta.url);
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    timeout: 30_000,
    cwd,
  });
  return { status, signal, output: stdout + stderr };
}
