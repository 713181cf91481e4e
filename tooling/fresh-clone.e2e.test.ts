import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freshClone, runIn } from './fresh-clone.ts';

// A machine without a compiler: every attempt to use one fails.
const noCompiler = { CC: '/bin/false', CXX: '/bin/false' };

describe('a fresh clone on a machine without a compiler', () => {
  let clone = '';
  beforeAll(() => {
    clone = freshClone();
    const { packageManager } = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8'));
    // Without this setting pnpm would restore a hnswlib-node that was compiled earlier.
    const install = ['--yes', packageManager, 'install', '--frozen-lockfile', '--config.side-effects-cache=false'];
    runIn(clone, 'npx', install, noCompiler);
  });
  afterAll(() => rmSync(join(clone, '..'), { recursive: true, force: true }));

  test('installs, and has no hnswlib-node that would load', () => {
    const require = createRequire(join(clone, 'packages', 'dense-hnsw', 'package.json'));
    expect(() => require('hnswlib-node')).toThrow();
    expect(existsSync(join(clone, 'node_modules', '.bin', 'vitest'))).toBe(true);
  });

  test('passes npm test on the engines that are left', { timeout: 900_000 }, () => {
    const printed = runIn(clone, 'npm', ['test'], noCompiler);
    expect(printed).toMatch(/SKIPPED here: \d+ suites that need \.\.\/shared \(it is absent\)/);
    expect(printed).toMatch(/SKIPPED: combinations with hnswlib: .*hnswlib-node/);
    expect(printed).toMatch(/Tests .*passed/);
  });

  test('runs the demo', () => {
    const printed = runIn(clone, 'npm', ['run', 'demo'], noCompiler);
    expect(printed).toContain('How do I configure OAuth2 authentication?');
    expect(printed).toMatch(/rank\s+range/i);
  });
});
