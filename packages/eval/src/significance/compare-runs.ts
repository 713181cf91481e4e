import { invalidArgument, shown } from '@tsr/core';
import type { Evaluation } from '../evaluate.ts';
import { meanOf } from '../mean.ts';
import { holm } from './corrections.ts';
import { effectSize } from './differences.ts';
import { bootstrapInterval, type Interval, pairedTTest, type ResamplingOptions, randomisationTest } from './tests.ts';

export interface CompareRunsOptions extends ResamplingOptions {
  /** By name, the first being what the others are compared with, unless `baseline` names another. */
  readonly evaluations: Readonly<Record<string, Evaluation>>;
  /** @default the first */
  readonly baseline?: string | undefined;
  /** All runs have to have scored the same queries; `shared` compares those that all have. @default 'same' */
  readonly queries?: 'same' | 'shared' | undefined;
}

/** Runs side by side. Plain JSON data. */
export interface RunComparison {
  readonly baseline: string;
  readonly measures: readonly string[];
  readonly queries: number;
  /** Queries that not all runs have; they were left out. */
  readonly leftOut: number;
  readonly runs: readonly ComparedRun[];
}

export interface ComparedRun {
  readonly name: string;
  /** By measure. */
  readonly measures: Readonly<Record<string, ComparedMeasure>>;
}

export interface ComparedMeasure {
  readonly mean: number;
  /** Absent for the baseline. */
  readonly difference?: MeasuredDifference;
}

/** Run less baseline, over the queries. */
export interface MeasuredDifference {
  readonly mean: number;
  /** 95 % bootstrap interval of the mean. */
  readonly interval: Interval;
  /** Of the paired t-test, not corrected. */
  readonly pTTest: number;
  /** Of the randomisation test, not corrected. */
  readonly pRandomisation: number;
  /** Of the randomisation test, corrected (Holm) over all runs and measures of the comparison. */
  readonly p: number;
  /** Cohen's d; null where all differences are equal. */
  readonly effectSize: number | null;
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
}

/** Differences below this are rounding. */
const SAME = 1e-9;

/**
 * Compares runs query by query with a baseline, under every measure that they were scored by.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for fewer than two runs, measures that not all have, and different queries.
 */
export function compareRuns({ evaluations, ...options }: CompareRunsOptions): RunComparison {
  const names = Object.keys(evaluations);
  const baseline = options.baseline ?? names[0];
  if (names.length < 2) throw invalidArgument(`eval: ${names.length} runs are given; pass at least two to compare`);
  if (baseline === undefined || !names.includes(baseline)) {
    throw invalidArgument(`eval: baseline is ${shown(baseline)}; pass one of ${names.join(', ')}`);
  }
  const measures = measuresOf(evaluations, baseline);
  const { queries, leftOut } = commonQueries(evaluations, options.queries ?? 'same');
  const valuesOf = (name: string, measure: string) =>
    queries.map((id) => evaluations[name]!.perQuery.get(id)![measure]!);
  const raw = names.flatMap((name) =>
    measures.map((measure) => {
      const values = valuesOf(name, measure);
      const differences = name === baseline ? undefined : subtracted(values, valuesOf(baseline, measure));
      return { name, measure, mean: meanOf(values), difference: differences && testedOf(differences, options) };
    }),
  );
  const corrected = withHolm(raw);
  const runs = names.map((name) => ({
    name,
    measures: Object.fromEntries(
      corrected
        .filter((one) => one.name === name)
        .map(({ measure, mean, difference }) => [measure, { mean, ...(difference && { difference }) }]),
    ),
  }));
  return { baseline, measures, queries: queries.length, leftOut, runs };
}

function measuresOf(evaluations: CompareRunsOptions['evaluations'], baseline: string): readonly string[] {
  const measures = Object.keys(evaluations[baseline]!.mean);
  for (const [name, { mean }] of Object.entries(evaluations)) {
    const lacking =
      measures.find((measure) => !(measure in mean)) ?? Object.keys(mean).find((one) => !measures.includes(one));
    if (lacking !== undefined) {
      throw invalidArgument(
        `eval: runs ${shown(baseline)} and ${shown(name)} were not both scored by ${lacking}; use one list of measures`,
      );
    }
  }
  return measures;
}

function commonQueries(evaluations: CompareRunsOptions['evaluations'], policy: 'same' | 'shared') {
  const all = [...new Set(Object.values(evaluations).flatMap(({ perQuery }) => [...perQuery.keys()]))];
  const queries = all.filter((id) => Object.values(evaluations).every(({ perQuery }) => perQuery.has(id)));
  const leftOut = all.length - queries.length;
  if (leftOut > 0 && policy !== 'shared') {
    const [name, { perQuery }] = Object.entries(evaluations).find(([, one]) => one.perQuery.size < all.length)!;
    const lacks = all.filter((id) => !perQuery.has(id));
    const fact = `run ${shown(name)} lacks ${lacks.length} of ${all.length} queries, such as ${shown(lacks[0])}`;
    throw invalidArgument(`eval: ${fact}; search them, or compare what all runs have with queries: 'shared'`);
  }
  if (queries.length === 0) throw invalidArgument('eval: the runs have no query in common; give them the same queries');
  return { queries, leftOut };
}

function subtracted(values: readonly number[], baseline: readonly number[]): readonly number[] {
  return values.map((value, at) => (Math.abs(value - baseline[at]!) < SAME ? 0 : value - baseline[at]!));
}

function testedOf(differences: readonly number[], options: ResamplingOptions): MeasuredDifference {
  const size = effectSize(differences);
  const pRandomisation = randomisationTest(differences, options);
  return {
    mean: meanOf(differences),
    interval: bootstrapInterval(differences, options),
    pTTest: pairedTTest(differences).p,
    pRandomisation,
    p: pRandomisation,
    effectSize: Number.isFinite(size) ? size : null,
    wins: differences.filter((value) => value > 0).length,
    ties: differences.filter((value) => value === 0).length,
    losses: differences.filter((value) => value < 0).length,
  };
}

function withHolm<T extends { readonly difference: MeasuredDifference | undefined }>(raw: readonly T[]): readonly T[] {
  const tested = raw.filter(({ difference }) => difference !== undefined);
  const p = holm(tested.map(({ difference }) => difference!.pRandomisation));
  const places = new Map(tested.map((one, at) => [one, at]));
  return raw.map((one) => {
    const at = places.get(one);
    return at === undefined ? one : { ...one, difference: { ...one.difference!, p: p[at]! } };
  });
}
