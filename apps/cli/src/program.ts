import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { commandError } from './command-error.ts';
import { addEvaluation } from './evaluation-commands.ts';
import { interruptible, usageError } from './fail.ts';
import {
  finiteNumber,
  legWeights,
  numbers,
  portNumber,
  positiveInteger,
  positiveNumber,
  share,
} from './option-values.ts';
import { collectionOption, stageOptions } from './stage-flags.ts';
import { stageLogOptions } from './stage-log-options.ts';
import { checkedStages } from './stage-options.ts';
import { verifyOptions } from './verify-options.ts';

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
  addReplay(program);
  addCheckpoint(program);
  addServe(program);
  addEvaluation(program);
  return program;
}

const EXAMPLES = `
Examples:
  twostage index docs/
  twostage search "How do I configure OAuth2 authentication?"
  twostage search "rotate keys" --rerank cascade --model cross-encoder/ms-marco-MiniLM-L-6-v2
  twostage search "rotate keys" --explain
  twostage provenance --queries queries.txt --html report.html --save-traces traces.jsonl
  twostage replay --traces traces.jsonl --weights bm25=.5,dense=.5 -n 50
  twostage serve --port 8080
  twostage evaluate --queries queries.jsonl --qrels qrels.tsv --html report.html
  twostage tune --queries queries.jsonl --qrels qrels.tsv
  twostage verdict --queries queries.jsonl --qrels qrels.tsv
  twostage compare bm25.trec hybrid.trec --qrels qrels.tsv

Exit codes: 0 done, 1 failed, 2 called wrongly, 130 interrupted.
Of verdict: 0 keep, 3 shrink, 4 drop, 5 too few queries.`;

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
  stageLogOptions(stageOptions(program.command('search')))
    .description('search a collection: a line a stage on stderr, results on stdout')
    .argument('<query>', 'what you are looking for')
    .option('--filter <json>', 'only documents whose metadata matches')
    .option('--min-score <number>', 'only results with at least this score of the last stage', finiteNumber)
    .option('--explain', 'how each result came by its rank: features or logit, weights, terms', false)
    .option('--json', 'everything about the results, for programs', false)
    .action(async (query: string, options) => {
      const { searchCommand } = await import('./search-command.ts');
      await interruptible((signal) => searchCommand(query, { ...checkedStages(options), signal }));
    });
}

function addProvenance(program: Command): void {
  stageOptions(program.command('provenance'))
    .description('say which first-stage ranks and scores the final results of many queries came from')
    .option('--queries <file>', 'a query a line, or JSON Lines of { text, id } (.jsonl, .ndjson); - is standard input')
    .option('--traces <files...>', 'report trace files instead of searching; - is standard input')
    .option('--save-traces <file>', 'keep the traces of --queries, for more reports and for replay')
    .option('--qrels <file>', 'judgments (query-id, corpus-id, score, tabs): report relevant documents too')
    .option('--rank-edges <numbers>', 'last rank of each range (default: 10,20,50,100)', numbers)
    .option('--score-edges <numbers>', 'edges of the score ranges (default: 0,.2,.4,.6,.8,1)', numbers)
    .addOption(
      new Option('--score-scale <which>', 'what score ranges are ranges of')
        .choices(['minMax', 'quantile', 'raw'])
        .default('minMax'),
    )
    .option('--html <file>', 'write a page with plots as well')
    .option('--markdown', 'the report as Markdown', false)
    .option('--json', 'the report as data', false)
    .action(async (options, command: Command) => {
      checkTraceOptions(command);
      const { provenanceCommand } = await import('./provenance-command.ts');
      await interruptible((signal) => provenanceCommand({ ...checkedStages(options), signal }));
    });
}

/** What was searched is in the traces: options that say how to search would be ignored. */
function checkTraceOptions(command: Command): void {
  const { traces, queries } = command.opts();
  if (traces === undefined) return;
  if (queries !== undefined) throw usageError('--queries and --traces are both given; leave one of them out');
  const idle = ['collection', 'candidates', 'firstStage', 'rerank', 'keep', 'interpolate', 'model', 'timeoutMs'];
  const given = idle.find((name) => command.getOptionValueSource(name) === 'cli');
  if (given === undefined) return;
  const flag = command.options.find((option) => option.attributeName() === given)?.long;
  throw usageError(`${flag} says how to search, and --traces holds what was searched; leave one of them out`);
}

function addReplay(program: Command): void {
  program
    .command('replay')
    .description('say what other settings would have done, from trace files alone: no index, no model')
    .requiredOption('--traces <files...>', 'trace files, as provenance --save-traces writes them; - is standard input')
    .option('-k, --top-k <number>', 'how many results are compared', positiveInteger, 10)
    .option('-n, --candidates <number>', 'another N: at most the one that was searched with', positiveInteger)
    .option('--weights <leg=weight,...>', 'other weights of the legs, such as bm25=.5,dense=.5', legWeights)
    .addOption(new Option('--fusion <which>', 'another fusion of the legs').choices(['rrf']))
    .option('--interpolate <weight>', "share of the second stage's score, mixed with the first stage's", share)
    .addOption(new Option('--rerank <which>', 'leave the second stage out').choices(['none']))
    .option('--qrels <file>', 'judgments (query-id, corpus-id, score, tabs): count relevant results too')
    .option('--json', 'the report as data', false)
    .action(async (options) => {
      const { replayCommand } = await import('./replay-command.ts');
      await interruptible((signal) => replayCommand({ ...options, signal }));
    });
}

function addCheckpoint(program: Command): void {
  stageLogOptions(stageOptions(program.command('checkpoint')))
    .description('record versions, runtime, data, constraints and observed output; or see whether they still hold')
    .option('--query <text>', 'the query whose output is recorded', 'How do I configure OAuth2 authentication?')
    .option('--out <base>', 'write <base>.md and <base>.json instead of printing the Markdown')
    .option('--verify <file>', 'run a checkpoint again from its JSON file, and say what differs (then exit code 1)')
    .action(async (options, command: Command) => {
      const { checkpointCommand, verifyCheckpoint } = await import('./checkpoint-command.ts');
      await interruptible((signal) =>
        options.verify === undefined
          ? checkpointCommand({ ...checkedStages(options), signal })
          : verifyCheckpoint({ ...verifyOptions(command), signal }),
      );
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

function version(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}
