#!/usr/bin/env node
import { CommanderError } from 'commander';
import { EXIT, Interrupted, reportFailure } from './fail.ts';
import { createProgram } from './program.ts';

const writeError = (text: string): void => void process.stderr.write(text);

// A reader that goes away, as `head` does, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.ok);
});

try {
  await createProgram().parseAsync();
} catch (error) {
  // Commander has already said what is wrong with the call.
  process.exitCode =
    error instanceof CommanderError ? (error.exitCode === 0 ? EXIT.ok : EXIT.usage) : reportFailure(error, writeError);
  // Nobody waits any longer for what is still being opened.
  if (error instanceof Interrupted) process.exit();
}
