import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from './workspaces.ts';

// The project's lint settings over small trees of one-line files: what must fail does.
const scratch = mkdtempSync(join(tmpdir(), 'tsr-lint-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const importing = (module: string): string => `import { x } from '${module}';\n\nexport const y: unknown = x;\n`;

/** The files of the tree on which the linter reports the rule. */
function filesWith(rule: string, tree: Readonly<Record<string, string>>): readonly string[] {
  const folder = mkdtempSync(join(scratch, 'tree-'));
  cpSync(join(root, 'biome.jsonc'), join(folder, 'biome.jsonc'));
  for (const [path, module] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), importing(module));
  }
  const biome = join(root, 'node_modules', '.bin', 'biome');
  const args = ['lint', '--vcs-enabled=false', '--reporter=json', '--max-diagnostics=none', '.'];
  const { stdout, status } = spawnSync(biome, args, { cwd: folder, encoding: 'utf8' });
  const reported = JSON.parse(stdout).diagnostics.filter((each: { category: string }) => each.category.endsWith(rule));
  expect(status === 0).toBe(reported.length === 0);
  return reported.map((each: { location: { path: string } }) => each.location.path).sort();
}

test('imports that point left pass', () => {
  const allowed = {
    'packages/bm25/src/a.ts': '@tsr/core',
    'packages/dense-hnsw/src/a.ts': '@tsr/storage',
    'packages/rerank-learned/src/a.ts': '@tsr/embed',
    'packages/telemetry/src/a.ts': '@tsr/report-page',
    'packages/collection/src/a.ts': '@tsr/fusion',
    'apps/cli/src/a.ts': '@tsr/server',
    'packages/bm25/src/a.test.ts': '@tsr/conformance',
  };
  expect(filesWith('noRestrictedImports', allowed)).toEqual([]);
});

test('imports that point right, or to a package of the same layer, fail', () => {
  const forbidden = {
    'apps/server/src/a.ts': '@tsr/cli',
    'packages/bm25/src/a.ts': '@tsr/fusion',
    'packages/collection/src/a.ts': '@tsr/cli',
    'packages/core/src/a.ts': '@tsr/bm25',
    'packages/dense-hnsw/src/a.ts': '../../bm25/src/index.ts',
    'packages/embed/src/a.ts': '@tsr/conformance',
    'packages/fusion/src/a.ts': '@tsr/embed/static',
    'packages/onnx/src/a.ts': '@tsr/storage',
    'packages/report-page/src/a.ts': '@tsr/telemetry',
    'packages/rerank-learned/src/a.ts': '@tsr/eval',
    'packages/storage/src/a.ts': '@tsr/bm25',
    'packages/telemetry/src/a.ts': '@tsr/eval',
  };
  expect(filesWith('noRestrictedImports', forbidden)).toEqual(Object.keys(forbidden));
});

test('a node: import in browser-safe code fails, elsewhere it passes', () => {
  const forbidden = {
    'packages/bm25/src/analysis/a.ts': 'node:fs',
    'packages/core/src/a.ts': 'node:fs',
    'packages/embed/src/static-embedder.ts': 'node:fs',
    'packages/onnx/src/tokenize/a.ts': 'node:fs',
  };
  const allowed = { 'packages/collection/src/a.ts': 'node:fs', 'packages/core/src/a.test.ts': 'node:fs' };
  expect(filesWith('noNodejsModules', forbidden)).toEqual(Object.keys(forbidden));
  expect(filesWith('noNodejsModules', allowed)).toEqual([]);
});

test('an import cycle fails', () => {
  const cycle = { 'packages/core/src/a.ts': './b.ts', 'packages/core/src/b.ts': './a.ts' };
  expect(filesWith('noImportCycles', cycle)).toEqual(Object.keys(cycle));
});
