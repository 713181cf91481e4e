import { defineConfig } from 'vitest/config';

// Workspace packages resolve to their sources: tests need no build.
const source = { ssr: { resolve: { conditions: ['@tsr/source'] } } };
// The same for what tests start themselves: worker threads and child processes that inherit these arguments.
const execArgv = ['--conditions=@tsr/source', '--import', new URL('tooling/typescript.mjs', import.meta.url).href];
const workspace = '{packages,apps,tooling,examples,benchmarks}/**';

function project(name: string, include: string[], exclude: string[] = [], testTimeout = 10_000) {
  return {
    ...source,
    test: {
      name,
      include,
      exclude: ['**/node_modules/**', '**/dist/**', ...exclude],
      execArgv,
      // No test mocks a module or keeps state in one, so files may share a process: a third of the time.
      isolate: false,
      testTimeout,
      hookTimeout: testTimeout,
    },
  };
}

export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      project('unit', [`${workspace}/*.test.ts`], ['**/*.{shared,e2e,soak}.test.ts']),
      project('shared', [`${workspace}/*.shared.test.ts`], [], 300_000),
      project('e2e', [`${workspace}/*.e2e.test.ts`], [], 300_000),
      project('soak', [`${workspace}/*.soak.test.ts`], [], 3_600_000),
    ],
  },
});
