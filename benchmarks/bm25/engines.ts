import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NODE_FLAGS } from '../compiled.ts';
import { type Outcome, runChild } from '../run-child.ts';
import type { SearchJob, SearchReport } from './jobs.ts';

export const ENGINES = ['ours', 'naive', 'wink', 'minisearch', 'orama', 'tantivy', 'bm25s'] as const;
export type EngineName = (typeof ENGINES)[number];

const PACKAGES: Partial<Record<EngineName, string>> = {
  wink: 'wink-bm25-text-search',
  minisearch: 'minisearch',
  orama: '@orama/orama',
};

const PYTHON = {
  command: process.env.TSR_BENCH_PYTHON ?? 'python3',
  args: ['-B', fileURLToPath(new URL('python/search_child.py', import.meta.url))],
};

const isPython = (engine: EngineName): boolean => engine === 'tantivy' || engine === 'bm25s';

/** What the tables call it. */
export function labelOf(engine: EngineName): string {
  if (engine === 'ours') return '@tsr/bm25';
  if (engine === 'naive') return 'naive, typed arrays';
  const name = PACKAGES[engine];
  if (name === undefined) return `${engine} (Python)`;
  const { version } = JSON.parse(
    readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8'),
  );
  return `${name} ${version}`;
}

export interface RunSettings {
  /** `compiled('bm25/search-child')`, once for all: sources that change during a run would mix in its figures. */
  readonly program: string;
  readonly limitSeconds: number;
}

/** One after the other, each in a process of its own. Those that are skipped are so aloud. */
export async function runEngines(
  engines: readonly EngineName[],
  job: Omit<SearchJob, 'engine'>,
  { program, limitSeconds }: RunSettings,
): Promise<ReadonlyMap<EngineName, Outcome<SearchReport>>> {
  const outcomes = new Map<EngineName, Outcome<SearchReport>>();
  for (const engine of engines) {
    console.error(`${new Date().toISOString()} ${engine}`);
    const start = isPython(engine) ? PYTHON : { command: process.execPath, args: [...NODE_FLAGS, program] };
    const outcome = await runChild<SearchReport>({ ...start, job: { ...job, engine }, limitSeconds });
    if ('failure' in outcome) console.error(`  ${outcome.failure}`);
    outcomes.set(engine, outcome);
  }
  return outcomes;
}
