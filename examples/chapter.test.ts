import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { hnswlibInstalled } from './hnswlib-installed.fixture.ts';

// The plumbing of the listing, with a tiny cross-encoder standing where the chapter's would.
const hnswlib = await hnswlibInstalled('the listing of the chapter');

test.skipIf(!hnswlib)('the listing of the chapter runs as written', { timeout: 60_000 }, () => {
  const models = mkdtempSync(join(tmpdir(), 'tsr-models-'));
  const place = join(models, 'cross-encoder', 'ms-marco-MiniLM-L-6-v2');
  mkdirSync(dirname(place));
  symlinkSync(fileURLToPath(new URL('../packages/rerank-onnx/fixtures/tiny-cross-encoder', import.meta.url)), place);
  const chapter = fileURLToPath(new URL('chapter.ts', import.meta.url));
  const run = spawnSync(process.execPath, [...process.execArgv, chapter], {
    env: { ...process.env, TSR_MODELS: models },
    encoding: 'utf8',
  });
  rmSync(models, { recursive: true });
  expect(run.stderr).toMatch(/engine=hnswlib/);
  expect(run.stderr).toMatch(/hybrid[\s\S]*ms-marco-MiniLM-L-6-v2/);
  expect(run.stdout.trim().split('\n')).toHaveLength(10);
  expect(run.stdout).toMatch(/^\S+\.md\S* -?\d\.\d{3} -?\d+\.\d{3}$/m);
});
