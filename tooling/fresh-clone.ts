import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './workspaces.ts';

/** A copy of the project as a fresh clone would have it: the files that git tracks, nothing that was built or installed. */
export function freshClone(): string {
  const clone = join(mkdtempSync(join(tmpdir(), 'tsr-clone-')), 'project');
  const { stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 });
  for (const file of stdout.split('\0').filter((name) => name !== '')) {
    const target = join(clone, file);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(root, file), target);
  }
  return clone;
}

/** Runs a command there; what it printed, or an error with it. */
export function runIn(folder: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const run = spawnSync(command, args, {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    encoding: 'utf8',
    timeout: 880_000,
    maxBuffer: 2 ** 26,
  });
  const printed = `${run.stdout}${run.stderr}`;
  if (run.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${run.status}:\n${printed}`);
  return printed;
}
