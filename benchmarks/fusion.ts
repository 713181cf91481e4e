// Fusing and evaluating runs: 1,000 queries x 3 runs x 1,000 documents, beside ranx and ir_measures on the same files in the
// same run. RANX_PYTHON names a Python that has both (fusion/peer.py says how to make it).
// Usage: RANX_PYTHON=venv/bin/python npm run fusion
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@tsr/core';
import {
  evaluate,
  formatTrecQrels,
  formatTrecRun,
  fuseRuns,
  parseMeasures,
  parseTrecRun,
  rankedRun,
  type ScoredRun,
} from '@tsr/eval';
import { fusionNames } from '@tsr/fusion';
import { figure, markdownTable } from './markdown.ts';
import { keepResult, machineLine, machineNow } from './record.ts';

const QUERIES = 1_000;
const DEPTH = 1_000;
const machine = machineNow();
const random = seededRandom(1);
// As they come from their files: what is measured is what the peers are given too.
const files = Object.fromEntries(
  [0, 1, 2].map((at) => [`run${at}`, formatTrecRun(randomRun(), { tag: `run${at}` })] as const),
);
const runs = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, parseTrecRun(file)] as const));
const qrels = new Map(
  [...runs.run0!.keys()].map((query) => [
    query,
    new Map(Array.from({ length: 50 }, (_, at) => [`d${1e6 + Math.floor(random() * 3_000)}`, at % 4] as const)),
  ]),
);

/** 1,000 of 3,000 documents a query, without ties. */
function randomRun(): ScoredRun {
  const query = () => {
    const ids = new Set<string>();
    while (ids.size < DEPTH) ids.add(`d${1e6 + Math.floor(random() * 3_000)}`);
    return [...ids].map((id) => ({ id, score: random() * 30 })).sort((a, b) => b.score - a.score);
  };
  return new Map(Array.from({ length: QUERIES }, (_, at) => [`${at + 1}`, query()]));
}

function best(work: () => unknown): number {
  const taken = Array.from({ length: 3 }, () => {
    const start = performance.now();
    work();
    return (performance.now() - start) / 1000;
  });
  return Math.min(...taken);
}

const ours = Object.fromEntries(
  fusionNames.map((method) => [method, best(() => fuseRuns({ runs, fusion: { method } }))]),
);
const measures = parseMeasures('nDCG@10, AP, RR, P@10, Recall@100, nDCG@1000');
const all = parseMeasures(
  'nDCG@10, nDCG, AP, RR, MRR@10, P@10, Recall@100, Rprec, Bpref, Success@5, ERR@20, RBP(p=.8), Judged@10',
);
const evaluated = best(() => evaluate({ run: rankedRun(runs.run0!, { ties: 'trecEval' }), qrels, measures }));
const everything = best(() => evaluate({ run: rankedRun(runs.run0!, { ties: 'trecEval' }), qrels, measures: all }));

interface Peer {
  readonly seconds: Readonly<Record<string, number>>;
  readonly 'nDCG@10': number;
}

function peer(): Peer | undefined {
  const python = process.env.RANX_PYTHON;
  if (!python) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'fusion-'));
  try {
    for (const [name, run] of Object.entries(runs)) {
      writeFileSync(join(folder, `${name}.trec`), files[name]!);
      const first = new Map([...run].slice(0, 5));
      writeFileSync(join(folder, `${name.replace('run', 'small')}.trec`), formatTrecRun(first, { tag: name }));
    }
    writeFileSync(join(folder, 'qrels.trec'), formatTrecQrels(qrels));
    const script = new URL('fusion/peer.py', import.meta.url).pathname;
    return JSON.parse(
      execFileSync(python, [script, folder], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const theirs = peer();
const seconds = (value: number | undefined) => (value === undefined ? '' : figure(value));
const rows = Object.entries(ours).map(([method, own]) => {
  const other = theirs?.seconds[method];
  return [method, seconds(own), seconds(other), other === undefined ? '' : `${(other / own).toFixed(1)}x`];
});
console.log(machineLine(machine));
console.log(markdownTable(['fusion', 'seconds', 'ranx', 'ranx / ours'], rows));
console.log(
  markdownTable(
    ['evaluating one run', 'seconds'],
    [
      ['six measures, ties as trec_eval', seconds(evaluated)],
      ['thirteen measures', seconds(everything)],
      ['the six, ir_measures', seconds(theirs?.seconds.ir_measures)],
      ['the six, ranx', seconds(theirs?.seconds['ranx evaluate'])],
    ],
  ),
);
const own = evaluate({ run: rankedRun(runs.run0!, { ties: 'trecEval' }), qrels, measures }).mean['nDCG@10']!;
if (theirs && Math.abs(own - theirs['nDCG@10']) > 1e-6) {
  throw new Error(`nDCG@10 is ${own}, ir_measures says ${theirs['nDCG@10']}`);
}
keepResult('fusion.json', { machine, ours, evaluated, everything, theirs });
