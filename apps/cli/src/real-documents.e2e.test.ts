import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { scratchFolder } from './run-cli.fixture.ts';

// Documents that nobody here wrote: every Markdown and text file of the installed dependencies, through the built program.
const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const dependencies = fileURLToPath(new URL('../../../node_modules/.pnpm', import.meta.url));
const folder = scratchFolder();

function twostage(...args: readonly string[]): string {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const run = spawnSync(process.execPath, [main, ...args], { cwd: folder, env, encoding: 'utf8', maxBuffer: 2 ** 26 });
  expect(run.status, run.stderr).toBe(0);
  return run.stdout;
}

describe('twostage over the documentation of the installed dependencies', () => {
  let summary = '';
  beforeAll(() => {
    summary = twostage('index', dependencies);
  });

  test('indexes at least 1,000 passages', () => {
    expect(Number(/^(\d+) passages of \d+ files/.exec(summary)?.[1])).toBeGreaterThanOrEqual(1_000);
  });

  test.each([
    ['approximate nearest neighbour index addPoint searchKnn', /\/hnswlib-node\/\w+\.md#/],
    ['terminal progress bar with ETA and custom format', /\/cli-progress\/README\.md#/],
    ['parse command line options and subcommands', /\/commander\/Readme\.md#/],
    ['parse and stringify YAML documents with comments', /\/yaml\/README\.md#/],
    ['bm25 full text search consolidate', /\/wink-bm25-text-search\/README\.md#consolidate/],
  ])('%s: finds it first', (query, id) => {
    const { results } = JSON.parse(twostage('search', query, '--json', '--quiet'));
    expect(results).toHaveLength(10);
    expect(results[0].id).toMatch(id);
  });
});
