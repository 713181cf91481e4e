import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

/** A ```ts block of a README: its code, and the lines that it says it prints. */
export interface ReadmeExample {
  readonly code: string;
  /** Texts of the `//=>` comments, in order; empty where the block prints nothing worth showing. */
  readonly prints: readonly string[];
  /** Line of the block in the README, from 1. */
  readonly line: number;
}

export function readmeExamples(path: string): readonly ReadmeExample[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/^( *)```ts\n([\s\S]*?)^\1```$/gm)].map((match) => {
    const code = match[2] as string;
    const prints = [...code.matchAll(/\/\/=> ?(.*)$/gm)].map(([, line]) => (line as string).trim());
    return { code, prints, line: text.slice(0, match.index).split('\n').length };
  });
}

/** Runs an example as a module of the package in `folder`; the lines it printed, or an error with what it said. */
export function runExample(
  example: ReadmeExample,
  folder: string,
  nodeArguments: readonly string[],
): readonly string[] {
  const { code } = transformSync(example.code, { loader: 'ts', format: 'esm' });
  const run = spawnSync(process.execPath, [...nodeArguments, '--input-type=module', '--eval', code], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (run.status !== 0) throw new Error(`example at line ${example.line} ended with ${run.status}:\n${run.stderr}`);
  return run.stdout
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
