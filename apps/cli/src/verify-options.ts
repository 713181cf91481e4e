import type { Command } from 'commander';
import { usageError } from './fail.ts';
import type { StageLogOptions } from './stage-log-options.ts';

/** What goes with `--verify`: all else is in the file. */
const WITH_VERIFY: readonly string[] = ['verify', 'collection', 'log', 'quiet'];

/** The options of `checkpoint --verify`. `collection` is only there where the user gave it. */
export interface VerifyOptions extends StageLogOptions {
  /** The JSON file of a checkpoint. */
  readonly verify: string;
  /** Where the collection is now. @default where it was */
  readonly collection?: string | undefined;
}

/** @throws TypeError (`TSR_INVALID_ARGUMENT`) for options that the file has. */
export function verifyOptions(command: Command): VerifyOptions {
  const given = command.options.filter((option) => command.getOptionValueSource(option.attributeName()) === 'cli');
  const excess = given.find((option) => !WITH_VERIFY.includes(option.attributeName()));
  if (excess) throw usageError(`--verify runs a checkpoint with its own options; leave out ${excess.long}`);
  const { collection, ...rest } = command.opts();
  const moved = given.some((option) => option.attributeName() === 'collection');
  return { verify: rest.verify, log: rest.log, quiet: rest.quiet, ...(moved && { collection }) };
}
