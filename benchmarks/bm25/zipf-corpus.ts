import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Two JSON Lines files: documents and queries, each line `{"_id", "text", …}`. */
export interface CorpusFiles {
  readonly corpus: string;
  readonly queries: string;
}

const SEED = 42;
const QUERIES = 1000;
const generator = fileURLToPath(new URL('../gen-corpus.mjs', import.meta.url));

/** The seeded Zipf corpus of `count` passages with its 1,000 queries: made once, then kept in the folder for temporary files. */
export function zipfCorpus(count: number): CorpusFiles {
  const folder = join(tmpdir(), `tsr-zipf-${count}-seed-${SEED}-queries-${QUERIES}`);
  if (!existsSync(folder)) generate(count, folder);
  return { corpus: join(folder, `zipf-${count}.corpus.jsonl`), queries: join(folder, `zipf-${count}.queries.jsonl`) };
}

/** Renamed when complete: a run that is stopped half-way leaves nothing that the next would take for a corpus. */
function generate(count: number, folder: string): void {
  console.error(`making a corpus of ${count} passages`);
  const partial = mkdtempSync(`${folder}-partial-`);
  try {
    execFileSync(process.execPath, [generator, partial, String(count), String(SEED), String(QUERIES)]);
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
