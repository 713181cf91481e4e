import { writeFile } from 'node:fs/promises';
import { checkQueryText } from './check-query-text.ts';
import { checkpointOf } from './checkpoint.ts';
import { formatCheckpoint } from './checkpoint-markdown.ts';
import { usageError } from './fail.ts';
import { openTwoStage } from './open-two-stage.ts';
import type { StageOptions } from './stage-options.ts';

export interface CheckpointOptions extends StageOptions {
  readonly query: string;
  /** Base of the two files to write. */
  readonly out?: string | undefined;
  readonly signal: AbortSignal;
}

/** `twostage checkpoint`: what this run depended on and what it gave, as Markdown and JSON. */
export async function checkpointCommand(options: CheckpointOptions): Promise<void> {
  const { query, out, signal } = options;
  checkQueryText(query);
  const opened = await openTwoStage(options);
  try {
    const outcome = await opened.retriever.retrieve(query, { signal });
    const checkpoint = checkpointOf(opened, options, query, outcome);
    const markdown = formatCheckpoint(checkpoint);
    if (out === undefined) return void process.stdout.write(markdown);
    await write(`${out}.md`, markdown);
    await write(`${out}.json`, `${JSON.stringify(checkpoint, null, 2)}\n`);
    process.stdout.write(`wrote ${out}.md and ${out}.json\n`);
  } finally {
    await opened.dispose();
  }
}

async function write(path: string, content: string): Promise<void> {
  await writeFile(path, content).catch(({ code }: NodeJS.ErrnoException) => {
    throw usageError(`--out: ${path} cannot be written (${code}); name a base in a folder that is there`);
  });
}
