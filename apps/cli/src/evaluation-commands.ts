import { type Command, Option } from 'commander';
import { interruptible } from './fail.ts';
import { positiveInteger, positiveNumber } from './option-values.ts';
import { stageOptions } from './stage-flags.ts';
import { checkedStages } from './stage-options.ts';

const QRELS = 'judgments, as TREC or BEIR write them';
const QUERIES = 'JSON Lines of { id, text }';
const MEASURES = 'nDCG@10, Recall@100, MRR@10, AP';

/** The commands that read judgments. */
export function addEvaluation(program: Command): void {
  addEvaluate(program);
  addCompare(program);
  addTune(program);
  addVerdict(program);
  addTrain(program);
  addJudge(program);
}

function reportOptions(command: Command): Command {
  return command
    .option('--json', 'the report as data', false)
    .option('--html <file>', 'write a page with plots as well');
}

function addEvaluate(program: Command): void {
  reportOptions(stageOptions(program.command('evaluate')))
    .description('measure what is found for judged queries, and say where relevant documents were lost')
    .requiredOption('--qrels <file>', QRELS)
    .option('--queries <file>', QUERIES)
    .option('--run <file>', 'a run file (query Q0 document rank score tag a line) instead of searching')
    .option('--measures <names>', 'as ir_measures writes them', MEASURES)
    .option('--save-run <file>', 'write what was found as a run file')
    .action(async (options) => {
      const { evaluateCommand } = await import('./evaluate-command.ts');
      await interruptible((signal) => evaluateCommand({ ...checkedStages(options), signal }));
    });
}

function addCompare(program: Command): void {
  reportOptions(program.command('compare'))
    .description('compare run files with the first of them: differences, intervals, significance')
    .argument('<runs...>', 'run files: query Q0 document rank score tag a line')
    .requiredOption('--qrels <file>', QRELS)
    .option('--measures <names>', 'as ir_measures writes them', MEASURES)
    .option('--shared-queries', 'compare the queries that all runs have, and leave the others out', false)
    .option('--markdown', 'the report as Markdown', false)
    .action(async (runs: string[], options) => {
      const { compareCommand } = await import('./compare-command.ts');
      await compareCommand(runs, options);
    });
}

function judgedOptions(command: Command): Command {
  return reportOptions(stageOptions(command))
    .requiredOption('--queries <file>', QUERIES)
    .requiredOption('--qrels <file>', QRELS)
    .option('--measure <name>', 'what counts', 'nDCG@10');
}

function addTune(program: Command): void {
  judgedOptions(program.command('tune'))
    .description('choose how the legs are fused by nested cross-validation; search uses it from then on')
    .option('--folds <number>', 'of the cross-validation', positiveInteger, 5)
    .option('--dry-run', 'report, and change nothing', false)
    .action(async (options) => {
      const { tuneCommand } = await import('./tune-command.ts');
      await interruptible((signal) => tuneCommand({ ...checkedStages(options), signal }));
    });
}

function addVerdict(program: Command): void {
  judgedOptions(program.command('verdict'))
    .description('say whether the second stage is worth its time; the exit code says it too')
    .addOption(new Option('--min-gain <number>', 'what it has to gain').argParser(positiveNumber).default(0.01))
    .action(async (options) => {
      const { verdictCommand } = await import('./verdict-command.ts');
      await interruptible((signal) => verdictCommand({ ...checkedStages(options), signal }));
    });
}

function addJudge(program: Command): void {
  stageOptions(program.command('judge'))
    .description('ask for the grades that tell most about the second stage, and add each to a file at once')
    .requiredOption('--queries <file>', QUERIES)
    .requiredOption('--out <file>', 'judgments, as BEIR writes them: read, and added to')
    .option('--budget <number>', 'how many grades to ask for', positiveInteger, 50)
    .action(async (options) => {
      const { judgeCommand } = await import('./judge-command.ts');
      await interruptible((signal) => judgeCommand({ ...checkedStages(options), signal }));
    });
}

function addTrain(program: Command): void {
  stageOptions(program.command('train'))
    .description('train a ranker on judgments; kept only if it is better on queries that it has not seen')
    .requiredOption('--queries <file>', QUERIES)
    .requiredOption('--qrels <file>', QRELS)
    .option('--measure <name>', 'what counts', 'nDCG@10')
    .option('--folds <number>', 'of the cross-validation', positiveInteger, 5)
    .option('--dry-run', 'report, and change nothing', false)
    .option('--json', 'the report as data', false)
    .action(async (options) => {
      const { trainCommand } = await import('./train-command.ts');
      await interruptible((signal) => trainCommand({ ...checkedStages(options), signal }));
    });
}
