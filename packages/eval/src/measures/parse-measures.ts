import { invalidArgument, shown } from '@tsr/core';
import { averagePrecision, averagePrecisionAt } from './average-precision.ts';
import { bpref } from './bpref.ts';
import type { BinaryOptions, Measure } from './measure.ts';
import { ndcg, ndcgAt } from './ndcg.ts';
import { judgedAt, precisionAt, recallAt, rPrecision, successAt } from './precision.ts';
import { reciprocalRank, reciprocalRankAt } from './reciprocal-rank.ts';
import { errAt, rankBiasedPrecision } from './user-models.ts';

type Parameters = Readonly<Record<string, string>>;

interface NamedMeasure {
  readonly make: (k: number | undefined, parameters: Parameters) => Measure;
  readonly has: readonly string[];
  /** Whether `@k` belongs to it. */
  readonly cutoff: 'needed' | 'allowed' | 'none';
}

const binary = ({ rel }: Parameters): BinaryOptions => (rel === undefined ? {} : { relevant: Number(rel) });
const cut = (make: (k: number, options: BinaryOptions) => Measure): NamedMeasure => ({
  make: (k, parameters) => make(k!, binary(parameters)),
  has: ['rel'],
  cutoff: 'needed',
});
const whole = (make: (options: BinaryOptions) => Measure): NamedMeasure => ({
  make: (_, parameters) => make(binary(parameters)),
  has: ['rel'],
  cutoff: 'none',
});

/** By name in lower case. */
const MEASURES: Readonly<Record<string, NamedMeasure>> = {
  ndcg: { make: ndcgNamed, has: ['dcg'], cutoff: 'allowed' },
  ap: {
    make: (k, parameters) =>
      k === undefined ? averagePrecision(binary(parameters)) : averagePrecisionAt(k, binary(parameters)),
    has: ['rel'],
    cutoff: 'allowed',
  },
  rr: {
    make: (k, parameters) =>
      k === undefined ? reciprocalRank(binary(parameters)) : reciprocalRankAt(k, binary(parameters)),
    has: ['rel'],
    cutoff: 'allowed',
  },
  mrr: cut(reciprocalRankAt),
  p: cut(precisionAt),
  recall: cut(recallAt),
  r: cut(recallAt),
  success: cut(successAt),
  rprec: whole(rPrecision),
  bpref: whole(bpref),
  err: {
    make: (k, { max }) => errAt(k!, max === undefined ? {} : { maxGrade: Number(max) }),
    has: ['max'],
    cutoff: 'needed',
  },
  rbp: {
    make: (k, parameters) => {
      const { p } = parameters;
      return rankBiasedPrecision({ ...binary(parameters), ...(p !== undefined && { p: Number(p) }) }, k);
    },
    has: ['p', 'rel'],
    cutoff: 'allowed',
  },
  judged: { make: (k) => judgedAt(k!), has: [], cutoff: 'needed' },
};

function ndcgNamed(k: number | undefined, { dcg }: Parameters): Measure {
  if (dcg !== undefined && dcg !== 'exp-log2' && dcg !== 'log2') {
    throw invalidArgument(`eval: dcg of nDCG is ${shown(dcg)}; pass 'log2' (linear gain) or 'exp-log2' (exponential)`);
  }
  const gain = dcg === 'exp-log2' ? 'exponential' : 'linear';
  return k === undefined ? ndcg({ gain }) : ndcgAt(k, { gain });
}

const SYNTAX = /^([A-Za-z]+)(?:\(([^()]*)\))?(?:@(\d+))?$/;

/**
 * The measure of a name, as ir_measures writes them: `nDCG@10`, `AP(rel=2)`, `RBP(p=.8)@10`; upper and lower case are
 * the same.
 *
 * @throws TypeError or RangeError (`TSR_INVALID_ARGUMENT`) for a name, parameter or cutoff that there is not.
 */
export function parseMeasure(name: string): Measure {
  const [, word = '', inner, k] = SYNTAX.exec(name.trim()) ?? [];
  const key = word.toLowerCase();
  if (!Object.hasOwn(MEASURES, key)) {
    throw invalidArgument(`eval: ${shown(name)} is no measure; there are ${EXAMPLES}`);
  }
  const { make, has, cutoff } = MEASURES[key]!;
  if (cutoff === 'needed' && k === undefined) {
    throw invalidArgument(`eval: measure ${shown(name)} has no cutoff; write one, as in ${word}@10`);
  }
  if (cutoff === 'none' && k !== undefined) {
    throw invalidArgument(`eval: measure ${shown(name)} has a cutoff, and ${word} takes none; leave @${k} out`);
  }
  return make(k === undefined ? undefined : Number(k), parametersOf(name, inner, has));
}

const EXAMPLES = 'nDCG@10, AP, RR, MRR@10, P@5, Recall@100, Success@5, Rprec, Bpref, ERR@20, RBP(p=.8), Judged@10';

/** Several, separated by commas or white space. */
export function parseMeasures(names: string): readonly Measure[] {
  return (names.match(/[^\s,(]+(?:\([^)]*\))?[^\s,]*/g) ?? []).map(parseMeasure);
}

function parametersOf(name: string, inner: string | undefined, has: readonly string[]): Parameters {
  const parts = (inner ?? '').split(',').map((part) => part.trim());
  const pairs = parts.filter((part) => part !== '').map((part) => part.split('=').map((side) => side.trim()));
  const wrong = pairs.find(([key = '', value]) => !has.includes(key) || !value);
  if (wrong) {
    const takes = has.length === 0 ? 'it takes none' : `it takes ${has.join(', ')}, as in (${has[0]}=2)`;
    throw invalidArgument(`eval: measure ${shown(name)} has the parameter ${shown(wrong.join('='))}; ${takes}`);
  }
  return Object.fromEntries(pairs.map(([key, value]) => [key, value!.replace(/^['"]|['"]$/g, '')]));
}
