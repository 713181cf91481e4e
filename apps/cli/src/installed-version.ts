import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/**
 * The version of the last package of a chain, each looked for from the one before: engines are dependencies of
 * dependencies, and need not be reachable from here. `undefined` where one is not installed.
 */
export function installedVersion(chain: readonly string[]): string | undefined {
  let manifest: string | undefined = import.meta.url;
  for (const name of chain) manifest = manifest && manifestOf(name, manifest);
  return manifest && JSON.parse(readFileSync(manifest, 'utf8')).version;
}

function manifestOf(name: string, from: string): string | undefined {
  const folders = createRequire(from).resolve.paths(name) ?? [];
  return folders.map((folder) => join(folder, name, 'package.json')).find((path) => existsSync(path));
}
