import { type Evidence, type Ranking, type ScoredDocument, shown } from '@tsr/core';
import type { Check } from './check.ts';
import { claim } from './claims.ts';
import { SAMPLE_QUERIES, sampleDocuments } from './sample-documents.ts';
import { claimSpans } from './span-claims.ts';
import { type RetrieverSubject, using } from './subject.ts';
import { createTraceSpy, type TraceSpy } from './trace-spy.ts';

const ALL = sampleDocuments().length + 5;
const isComposite = ({ composite }: RetrieverSubject): boolean => composite === true;
const isLeaf = ({ composite }: RetrieverSubject): boolean => !composite;

/** What a search says of how it came to its ranking. */
export const retrieverEvidenceChecks: readonly Check<RetrieverSubject>[] = [
  {
    obligation: 'returns neither evidence nor tier, being a leaf',
    applies: isLeaf,
    run: (subject) =>
      eachRanking(subject, (ranking) => {
        for (const { document, evidence, tier } of ranking) {
          const bare = evidence === undefined && (tier ?? 0) === 0;
          claim(bare, subject.name, () => `${shown(document.id)} has evidence ${shown(evidence)}, tier ${tier}`);
        }
      }),
  },
  {
    obligation: 'only notes in a trace, being a leaf',
    applies: isLeaf,
    run: (subject) =>
      eachTrace(subject, ({ children, events }) => {
        claim(children.length === 0, subject.name, () => `opened ${children.length} spans`);
        claim(events.length === 0, subject.name, () => `recorded ${shown(events[0])} in its caller's span`);
      }),
  },
  {
    obligation: 'opens a span for each part that it calls, and records one whole event in it',
    applies: isComposite,
    run: (subject) =>
      eachTrace(subject, (root) => {
        claimSpans(root, subject.name);
      }),
  },
  {
    obligation: 'gives evidence: one entry a component of a stage, with finite numbers',
    applies: isComposite,
    run: (subject) =>
      eachItem(subject, ({ document, evidence = [] }) => {
        const at = `${subject.name}, ${shown(document.id)}`;
        claim(evidence.length > 0, at, 'has no evidence');
        const names = evidence.map(({ stage, component }) => `${stage} ${component}`);
        claim(
          new Set(names).size === names.length,
          at,
          () => `a component speaks twice in a stage: ${names.join(', ')}`,
        );
        for (const entry of evidence) claimEntry(entry, at);
      }),
  },
  {
    obligation: 'gives the score of its last stage: fuse contributions add up to it, a rerank entry equals it',
    applies: isComposite,
    run: (subject) =>
      eachItem(subject, ({ document, score, tier, evidence = [] }) => {
        const at = `${subject.name}, ${shown(document.id)}`;
        const last = evidence.at(-1);
        if (last?.stage === 'fuse') {
          const sum = lastFusion(evidence).reduce((total, { contribution = 0 }) => total + contribution, 0);
          claim(Math.abs(sum - score) <= 1e-9, at, `contributions add up to ${sum}, score is ${score}`);
        } else if ((tier ?? 0) === 0) {
          claim(last?.score === score, at, `last entry says ${last?.score}, score is ${score}`);
        }
      }),
  },
  {
    obligation: 'gives the ranks of its parts: each once, in the order of their scores',
    applies: isComposite,
    run: (subject) => eachRanking(subject, (ranking) => claimRanks(ranking, subject.name)),
  },
];

function claimEntry({ rank, score, contribution = 0, details = {} }: Evidence, at: string): void {
  claim(rank === undefined || (Number.isInteger(rank) && rank >= 1), at, `rank is ${rank}`);
  const numbers = [score, contribution, ...Object.values(details)];
  claim(numbers.every(Number.isFinite), at, () => `evidence has ${numbers.find((value) => !Number.isFinite(value))}`);
}

/** The `fuse` entries at the end. */
function lastFusion(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.slice(evidence.findLastIndex(({ stage }) => stage !== 'fuse') + 1);
}

/** Of each component of the retrieve stage: no rank twice, and scores that fall with the rank, in each of two tiers. */
function claimRanks(ranking: Ranking, subject: string): void {
  const entries = ranking.flatMap(({ evidence = [] }) => evidence.filter(({ stage }) => stage === 'retrieve'));
  for (const component of new Set(entries.map((entry) => entry.component))) {
    const ranked = entries
      .filter((entry) => entry.component === component && entry.rank !== undefined)
      .sort((a, b) => (a.rank as number) - (b.rank as number));
    const twice = ranked.find(({ rank }, index) => ranked[index - 1]?.rank === rank);
    claim(!twice, subject, () => `${component} gave rank ${twice?.rank} twice`);
    const rises = ranked.filter(({ score }, index) => score > (ranked[index - 1]?.score ?? score));
    const facts = () => rises.map(({ rank, score }) => `rank ${rank} score ${score}`).join(', ');
    claim(rises.length <= 1, subject, () => `${component} gave higher scores to lower ranks: ${facts()}`);
  }
}

async function eachRanking(subject: RetrieverSubject, examine: (ranking: Ranking) => void): Promise<void> {
  await using(subject, [sampleDocuments()], async (retriever) => {
    for (const query of SAMPLE_QUERIES) examine(await retriever.search(query, { topK: ALL }));
  });
}

async function eachItem(subject: RetrieverSubject, examine: (item: ScoredDocument) => void): Promise<void> {
  await eachRanking(subject, (ranking) => ranking.forEach(examine));
}

async function eachTrace(subject: RetrieverSubject, examine: (root: TraceSpy) => void): Promise<void> {
  await using(subject, [sampleDocuments()], async (retriever) => {
    for (const query of SAMPLE_QUERIES) {
      const trace = createTraceSpy();
      await retriever.search(query, { topK: ALL, trace });
      examine(trace);
    }
  });
}
