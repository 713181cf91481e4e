import { appendFile, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type Document, passageText } from '@tsr/core';
import { deepestFinal, formatQrelsTsv, pairsToJudge, parseQrelsTsv, type Qrels, type UnjudgedPair } from '@tsr/eval';
import { oneLine } from '@tsr/telemetry';
import { counted } from './counted.ts';
import { usageError } from './fail.ts';
import { inFile, queriesById } from './judged-queries.ts';
import { openTwoStage } from './open-two-stage.ts';
import { readQueries } from './read-queries.ts';
import { recordQueries } from './recorded-queries.ts';
import type { StageOptions } from './stage-options.ts';

export interface JudgeOptions extends StageOptions {
  readonly queries: string;
  /** Judgments are read from it and added to it. */
  readonly out: string;
  readonly budget: number;
  readonly signal: AbortSignal;
}

const SHOWN_CHARACTERS = 800;

/** `twostage judge`: asks for the grades that tell most about the second stage, and adds each to a file at once. */
export async function judgeCommand(options: JudgeOptions): Promise<void> {
  if (options.rerank === 'none') throw usageError('judge compares the two stages, and --rerank is none; leave it out');
  const queries = queriesById(options.queries, await readQueries(options.queries));
  const judged = await readOwn(options.out);
  const opened = await openTwoStage(options);
  try {
    const records = await recordQueries(opened.retriever, queries, options.candidates, options.signal, []);
    const a = new Map([...records].map(([id, { candidates }]) => [id, candidates.map((item) => item.id)]));
    const b = new Map([...records].map(([id, record]) => [id, deepestFinal(record).ids]));
    const { budget, topK: depth } = options;
    const pairs = pairsToJudge({ a, b, budget, depth, judged });
    if (pairs.length === 0) return say('nothing to judge: what the stages rank differently is judged already');
    const documents = await opened.collection.documents.getMany(pairs.map(({ id }) => id));
    const given = await ask(pairs, documents, queries, options);
    say(
      `${counted(given, 'grade')} in ${options.out}; next: twostage verdict --queries ${options.queries} --qrels ${options.out}`,
    );
  } finally {
    await opened.dispose();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Judgments that there are. Leaves the file ready for a line to be added: with its header, and its last line ended. */
async function readOwn(path: string): Promise<Qrels> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw usageError(`--out ${path} cannot be read (${error.code}); name a file of judgments, or a new one`);
  });
  if (text.trim() === '') {
    await append(path, formatQrelsTsv(new Map()));
    return new Map();
  }
  const judged = inFile(path, () => parseQrelsTsv(text));
  if (!text.endsWith('\n')) await append(path, '\n');
  return judged;
}

async function append(path: string, text: string): Promise<void> {
  await appendFile(path, text).catch(({ code }: NodeJS.ErrnoException) => {
    throw usageError(`--out ${path} cannot be written (${code}); name a file in a folder that is there`);
  });
}

/** How many grades were given. Each is in the file before the next is asked for. */
async function ask(
  pairs: readonly UnjudgedPair[],
  documents: readonly (Document | undefined)[],
  queries: ReadonlyMap<string, string>,
  { out, signal }: JudgeOptions,
): Promise<number> {
  const lines = createInterface({ input: process.stdin, signal })[Symbol.asyncIterator]();
  let given = 0;
  for (const [at, pair] of pairs.entries()) {
    const document = documents[at];
    if (!document) continue;
    show(`${at + 1} of ${pairs.length}`, queries.get(pair.queryId)!, document);
    const answer = await answered(lines);
    signal.throwIfAborted();
    if (answer === 'quit') break;
    if (answer === 'skip') continue;
    await append(
      out,
      formatQrelsTsv(new Map([[pair.queryId, new Map([[pair.id, answer]])]]))
        .split('\n')
        .slice(1)
        .join('\n'),
    );
    given++;
  }
  return given;
}

function show(place: string, query: string, document: Document): void {
  const text = passageText(document);
  const cut = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
  say(`\n${place}  ${oneLine(query)}\n  ${oneLine(document.id)}\n  ${oneLine(cut)}`);
}

async function answered(lines: AsyncIterator<string>): Promise<number | 'skip' | 'quit'> {
  for (;;) {
    process.stdout.write('  0 no, 1 somewhat, 2 yes, 3 exactly; s skip, q quit > ');
    const { value, done } = await lines.next();
    if (done || value.trim() === 'q') return 'quit';
    if (value.trim() === 's') return 'skip';
    if (/^[0-3]$/.test(value.trim())) return Number(value);
    say(`  ${JSON.stringify(value)} is none of them`);
  }
}
