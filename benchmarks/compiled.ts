import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/**
 * The path of a child's program in plain JavaScript; `name` is its path here, without `.ts`. Loaders that compile TypeScript on the fly (tsx) give each function
 * its name again wherever it is made, at run time; who installs the packages does not pay for that, so nobody does here.
 */
export function compiled(name: string): string {
  const folder = fileURLToPath(new URL('dist/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  buildSync({
    entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@tsr/source'],
    external: ['hnswlib-node', 'usearch'],
    logLevel: 'error',
  });
  return join(folder, `${basename(name)}.mjs`);
}

/** What Node is told for every engine: a heap that the largest of them fits into, and collections on demand. */
export const NODE_FLAGS = ['--expose-gc', '--max-old-space-size=12288'] as const;
