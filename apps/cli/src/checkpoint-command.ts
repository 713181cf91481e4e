import { writeFile } from 'node:fs/promises';
import { oneLine, withTelemetry } from '@tsr/telemetry';
import { checkQueryText } from './check-query-text.ts';
import { type Checkpoint, checkpointOf } from './checkpoint.ts';
import { formatCheckpoint } from './checkpoint-markdown.ts';
import { differences, SCORE_TOLERANCE } from './compare-checkpoints.ts';
import { counted } from './counted.ts';
import { EXIT, usageError } from './fail.ts';
import { openTwoStage } from './open-two-stage.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { stageLog } from './stage-log.ts';
import type { StageLogOptions } from './stage-log-options.ts';
import type { StageOptions } from './stage-options.ts';
import type { VerifyOptions } from './verify-options.ts';

interface RunOptions extends StageOptions, StageLogOptions {
  readonly query: string;
  readonly signal: AbortSignal;
}

export interface CheckpointOptions extends RunOptions {
  /** Base of the two files to write. */
  readonly out?: string | undefined;
}

/** `twostage checkpoint`: what this run depended on and what it gave, as Markdown and JSON. */
export async function checkpointCommand({ out, ...options }: CheckpointOptions): Promise<void> {
  const checkpoint = await run(options);
  const markdown = formatCheckpoint(checkpoint);
  if (out === undefined) return void process.stdout.write(markdown);
  await write(`${out}.md`, markdown);
  await write(`${out}.json`, `${JSON.stringify(checkpoint, null, 2)}\n`);
  process.stdout.write(`wrote ${out}.md and ${out}.json\n`);
}

/** `twostage checkpoint --verify FILE`: runs it again and says what differs. Ends with 1 where anything does. */
export async function verifyCheckpoint(given: VerifyOptions & { readonly signal: AbortSignal }): Promise<void> {
  const { verify, collection, ...rest } = given;
  const before = await readCheckpoint(verify);
  const { options, observed } = before;
  const now = await run({
    ...options,
    ...(collection !== undefined && { collection }),
    query: observed.query,
    ...rest,
  });
  const found = differences(collection === undefined ? before : movedTo(collection, before), now);
  for (const line of found) process.stdout.write(`${oneLine(line)}\n`);
  const compared = `${counted(now.observed.results.length, 'result')}, scores within ${SCORE_TOLERANCE} of their size`;
  const verdict = found.length === 0 ? 'the same' : counted(found.length, 'difference');
  process.stdout.write(`${oneLine(verify)}: ${verdict} (${compared}; times and memory used are not compared)\n`);
  if (found.length > 0) process.exitCode = EXIT.failure;
}

/** Where documents are is not what they are. */
function movedTo(path: string, checkpoint: Checkpoint): Checkpoint {
  return { ...checkpoint, data: { ...checkpoint.data, path } };
}

async function run({ query, signal, ...options }: RunOptions): Promise<Checkpoint> {
  checkQueryText(query);
  const opened = await openTwoStage({ ...options, signal });
  try {
    const retriever = withTelemetry(opened.retriever, ...stageLog(options));
    return checkpointOf(opened, options, query, await retriever.retrieve(query, { signal }));
  } finally {
    await opened.dispose();
  }
}

async function write(path: string, content: string): Promise<void> {
  await writeFile(path, content).catch(({ code }: NodeJS.ErrnoException) => {
    throw usageError(`--out: ${path} cannot be written (${code}); name a base in a folder that is there`);
  });
}
