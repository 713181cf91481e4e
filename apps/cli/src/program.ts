import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { commandError } from './command-error.ts';
import { interruptible } from './fail.ts';
import { checkedStages } from './stage-options.ts';

/** The command line. Commands are loaded when they run, so that `--help` is quick. */
export function createProgram(): Command {
  const program = new Command('twostage')
    .description('Two-stage retrieval: find candidates cheaply, judge them well, see every stage.')
    .version(version())
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(commandError(text)) })
    .showHelpAfterError('(twostage --help says what there is)')
    .addHelpText('after', EXAMPLES);
  addIndex(program);
  addSearch(program);
  addProvenance(program);
  addCheckpoint(program);
  addServe(program);
  return program;
}

const EXAMPLES = `
Examples:
  twostage index docs/
  twostage search "How do I configure OAuth2 authentication?"
  twostage search "rotate keys" --rerank cascade --model cross-encoder/ms-marco-MiniLM-L-6-v2
  twostage search "rotate keys" --explain
  twostage provenance --queries queries.txt --html report.html
  twostage serve --port 8080

Exit codes: 0 done, 1 failed, 2 called wrongly, 130 interrupted.`;

function addIndex(program: Command): void {
  collectionOption(program.command('index'))
    .description('index Markdown, text and JSON Lines files, replacing what the collection held')
    .argument('<paths...>', 'folders and files')
    .option('--max-file-mb <number>', 'skip larger files', positiveNumber, 32)
    .option('--quiet', 'no progress bar, no summary', false)
    .action(async (paths: string[], options) => {
      const { indexCommand } = await import('./index-command.ts');
      await interruptible((signal) => indexCommand(paths, { ...options, signal }));
    });
}

function addSearch(program: Command): void {
  stageOptions(program.command('search'))
    .description('search a collection: a line a stage on stderr, results on stdout')
    .argument('<query>', 'what you are looking for')
    .option('--filter <json>', 'only documents whose metadata matches')
    .option('--min-score <number>', 'only results with at least this score of the last stage', finiteNumber)
    .option('--explain', 'how each result came by its rank: features or logit, weights, terms', false)
    .option('--json', 'everything about the results, for programs', false)
    .option('--quiet', 'no stage log', false)
    .action(async (query: string, options) => {
      const { searchCommand } = await import('./search-command.ts');
      await interruptible((signal) => searchCommand(query, { ...checkedStages(options), signal }));
    });
}

function addProvenance(program: Command): void {
  stageOptions(program.command('provenance'))
    .description('run many queries and say which first-stage ranks and scores the final results came from')
    .requiredOption(
      '--queries <file>',
      'a query a line, or JSON Lines of { text } (.jsonl, .ndjson); - is standard input',
    )
    .option('--json', 'the report as data', false)
    .action(async (options) => {
      const { provenanceCommand } = await import('./provenance-command.ts');
      await interruptible((signal) => provenanceCommand({ ...checkedStages(options), signal }));
    });
}

function addCheckpoint(program: Command): void {
  stageOptions(program.command('checkpoint'))
    .description('record versions, runtime, data, constraints and observed output')
    .option('--query <text>', 'the query whose output is recorded', 'How do I configure OAuth2 authentication?')
    .option('--out <base>', 'write <base>.md and <base>.json instead of printing the Markdown')
    .action(async (options) => {
      const { checkpointCommand } = await import('./checkpoint-command.ts');
      await interruptible((signal) => checkpointCommand({ ...checkedStages(options), signal }));
    });
}

function addServe(program: Command): void {
  stageOptions(program.command('serve'))
    .description('serve a collection over HTTP on 127.0.0.1')
    .option('--port <number>', 'port; 0 takes a free one', portNumber, 8080)
    .action(async (options) => {
      const { serveCommand } = await import('./serve-command.ts');
      await interruptible((signal) => serveCommand({ ...checkedStages(options), signal }));
    });
}

function collectionOption(command: Command): Command {
  return command.option('--collection <directory>', 'where documents and vectors are kept', '.twostage');
}

function stageOptions(command: Command): Command {
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

function numberThat(holds: (value: number) => boolean, wanted: string): (text: string) => number {
  return (text) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (!holds(value)) throw new InvalidArgumentError(`Pass ${wanted}.`);
    return value;
  };
}

const positiveInteger = numberThat((value) => Number.isInteger(value) && value > 0, 'a positive integer');
const positiveNumber = numberThat((value) => Number.isFinite(value) && value > 0, 'a number above 0');
const share = numberThat((value) => value >= 0 && value <= 1, 'a number from 0 to 1');
const timeLimit = numberThat((value) => value > 0 && value < 2 ** 31, 'milliseconds above 0 and below 2^31');
const finiteNumber = numberThat(Number.isFinite, 'a number');
const portNumber = numberThat((value) => Number.isInteger(value) && value >= 0 && value < 65_536, 'a port, 0 to 65535');

function version(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}
