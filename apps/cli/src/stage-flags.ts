import { type Command, Option } from 'commander';
import { positiveInteger, share, timeLimit } from './option-values.ts';

export function collectionOption(command: Command): Command {
  return command.option('--collection <directory>', 'where documents and vectors are kept', '.twostage');
}

/** The options of every command that searches. */
export function stageOptions(command: Command): Command {
  return collectionOption(command)
    .option('-k, --top-k <number>', 'how many results', positiveInteger, 10)
    .option(
      '-n, --candidates <number>',
      'how many candidates the first stage finds (default: 100, or k where that is more)',
      positiveInteger,
    )
    .addOption(
      new Option('--first-stage <which>', 'what finds candidates')
        .choices(['hybrid', 'bm25', 'dense'])
        .default('hybrid'),
    )
    .option('--untuned', 'search by the defaults, whatever tune and train have left')
    .addOption(
      new Option('--rerank <which>', 'what orders them')
        .choices(['learned', 'cross-encoder', 'cascade', 'none'])
        .default('learned'),
    )
    .option(
      '--keep <number>',
      'of a cascade (learned, then cross-encoder): how many of the best the cross-encoder reads (default: 20)',
      positiveInteger,
    )
    .option(
      '--interpolate <weight>',
      "mix the last reranker's score with the one before it: its share, 0 to 1 (default: it alone counts)",
      share,
    )
    .option('--model <folder or id>', 'the cross-encoder; an id that is not on this machine is downloaded')
    .option(
      '--models-folder <directory>',
      'where ids of models are looked up (default: the environment variable TSR_MODELS)',
    )
    .option('--timeout-ms <number>', 'time limit of the second stage', timeLimit);
}
