import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A report, or why there is none. */
export type Outcome<Report> = { readonly report: Report } | { readonly failure: string };

export interface ChildCommand {
  readonly command: string;
  /** Before the job and the report's path. */
  readonly args: readonly string[];
  readonly job: unknown;
  readonly limitSeconds: number;
}

/** The exit status of a child that lacks what it needs. */
const LACKING = 3;
/** One thread each: what would start more is told not to. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', NUMBA_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
const KEPT_CHARACTERS = 2000;

/** Runs a child to its end, or to the limit, and reads the report that it wrote. */
export async function runChild<Report>({ command, args, job, limitSeconds }: ChildCommand): Promise<Outcome<Report>> {
  const folder = mkdtempSync(join(tmpdir(), 'tsr-bench-'));
  const path = join(folder, 'report.json');
  try {
    const failure = await exitOf(command, [...args, JSON.stringify(job), path], limitSeconds);
    return failure === undefined ? { report: JSON.parse(readFileSync(path, 'utf8')) as Report } : { failure };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function exitOf(command: string, args: readonly string[], limitSeconds: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'pipe'],
      env: { ...process.env, ...ONE_THREAD },
    });
    let said = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, limitSeconds * 1000);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-KEPT_CHARACTERS);
    });
    child.on('error', ({ message }) => {
      clearTimeout(timer);
      resolve(`skipped: ${message}`);
    });
    child.on('close', (status, signal) => {
      clearTimeout(timer);
      if (late) resolve(`not done within ${limitSeconds} s`);
      else if (status === 0) resolve(undefined);
      else if (status === LACKING) resolve(`skipped: ${said.trim()}`);
      else {
        console.error(said);
        resolve(`failed (${signal ?? status})`);
      }
    });
  });
}
