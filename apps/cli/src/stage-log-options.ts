import { type Command, Option } from 'commander';

/** What the user wants to see of each stage while it searches. */
export interface StageLogOptions {
  /** A readable line a stage, or a JSON object a stage: the format that `provenance` and `replay` read. @default 'lines' */
  readonly log?: 'lines' | 'json' | undefined;
  /** No stage log. @default false */
  readonly quiet?: boolean | undefined;
}

/** Adds `--log` and `--quiet` to a command that searches. */
export function stageLogOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--log <format>', 'the stage log on stderr: a readable line a stage, or JSON')
        .choices(['lines', 'json'])
        .default('lines'),
    )
    .option('--quiet', 'no stage log', false);
}
