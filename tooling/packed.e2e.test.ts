import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readmeExamples, runExample } from './readme-examples.ts';
import { publishedWorkspaces, type Workspace } from './workspaces.ts';

// What a user gets: each package packed, installed alone with npm into an empty project, its README's example run.
// No compiler works here: installing must not need one.
const env = { ...process.env, CC: '/bin/false', CXX: '/bin/false', ONNXRUNTIME_NODE_INSTALL: 'skip', NODE_OPTIONS: '' };
const workspaces = publishedWorkspaces();
const scratch = mkdtempSync(join(tmpdir(), 'tsr-packed-'));
const tarballs = join(scratch, 'tarballs');

function npm(folder: string, ...args: readonly string[]): string {
  const run = spawnSync('npm', args, { cwd: folder, env, encoding: 'utf8', timeout: 280_000 });
  if (run.status !== 0) throw new Error(`npm ${args.join(' ')} ended with ${run.status}:\n${run.stdout}${run.stderr}`);
  return run.stdout;
}

function tarballOf({ name }: Workspace): string {
  const prefix = `${name.replace('@', '').replace('/', '-')}-`;
  const file = readdirSync(tarballs).find(
    (entry) => entry.startsWith(prefix) && /^\d/.test(entry.slice(prefix.length)),
  );
  return `file:${join(tarballs, file as string)}`;
}

/** An empty project with the package, and the optional peers that its README tells to install. */
function install(workspace: Workspace): string {
  const folder = join(scratch, workspace.name.replace('/', '-'));
  mkdirSync(folder);
  const own = Object.fromEntries(workspaces.map((each) => [each.name, tarballOf(each)]));
  // As the README of @tsr/embed says: that of @xenova/transformers downloads from outside npm when it is installed.
  const overrides = { ...own, sharp: '^0.34' };
  const dependencies = { ...workspace.manifest.peerDependencies, [workspace.name]: tarballOf(workspace) };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies, overrides }),
  );
  npm(folder, 'install', '--no-audit', '--no-fund', '--prefer-offline');
  return folder;
}

beforeAll(() => {
  mkdirSync(tarballs);
  for (const { folder } of workspaces) npm(folder, 'pack', '--pack-destination', tarballs);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe.each(workspaces)('$name, packed and installed alone', (workspace) => {
  test('runs the examples of its README', () => {
    const folder = install(workspace);
    for (const example of readmeExamples(workspace.readme)) {
      const printed = runExample(example, folder, []);
      if (example.prints.length > 0) expect(printed).toEqual(example.prints);
    }
    for (const bin of Object.keys(workspace.manifest.bin ?? {})) npm(folder, 'exec', '--offline', '--', bin, '--help');
  });
});
