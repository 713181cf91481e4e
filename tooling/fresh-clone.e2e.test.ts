import { existsSync, rmSync } from 'node:fs';
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
    // Without this setting pnpm would restore a hnswlib-node that was compiled earlier.
    runIn(clone, process.execPath, ['tooling/setup.mjs', '--config.side-effects-cache=false'], noCompiler);
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
    expect(printed).toMatch(/SKIPPED: combinations with hnswlib: .*hnswlib-node could not be loaded/);
    expect(printed).toMatch(/Tests .*passed/);
  });

  test('runs the demo: a line a stage, ten results with both scores, and where they came from', () => {
    const printed = runIn(clone, 'npm', ['run', 'demo'], noCompiler);
    for (const stage of ['retrieve  bm25', 'retrieve  dense', 'fuse      hybrid', 'rerank    learned']) {
      expect(printed).toContain(stage);
    }
    expect(printed.match(/first stage \d\.\d{3} \(rank \d+\), second stage -?\d+\.\d{3}/g)).toHaveLength(10);
    expect(printed).toMatch(/Where the final top 10 came from: 61 queries[\s\S]*1-10 .*\d%[\s\S]*rank in bm25/);
  });
});
