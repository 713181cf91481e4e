import { type Fusion, type Leg, type Ranking, shown } from '@tsr/core';
import { type Check, type Runner, registerChecks } from './check.ts';
import { claim, claimRefused, claimSame, deepFreeze, isSame } from './claims.ts';
import { claimFinite, claimOrder, claimTies, claimUnique, essence, idsOf } from './ranking-claims.ts';
import { legSets, rankingOver, sampleLegs } from './sample-legs.ts';
import { type FusionSubject, using } from './subject.ts';

/** Every obligation of a Fusion. */
export const fusionChecks: readonly Check<FusionSubject>[] = [
  {
    obligation: 'makes a ranking: finite scores, no id twice, best first',
    run: (subject) =>
      eachFused(subject, (ranking) => {
        for (const examine of [claimFinite, claimUnique, claimOrder]) examine(ranking, subject.name);
      }),
  },
  {
    obligation: 'orders equal scores by the UTF-8 bytes of the id',
    run: (subject) =>
      eachFused(subject, (ranking) => {
        claimTies(ranking, subject.name);
      }),
  },
  {
    obligation: 'returns every document of every leg, and none besides, as it was given',
    run: (subject) =>
      eachFused(subject, (ranking, legs) => {
        const on = legs.filter(({ weight = 1 }) => weight > 0);
        const given = new Map(on.flatMap((leg) => leg.ranking.map(({ document }) => [document.id, document] as const)));
        const all = new Set(legs.flatMap((leg) => idsOf(leg.ranking)));
        const lost = [...given.keys()].find((id) => !idsOf(ranking).includes(id));
        claim(lost === undefined, subject.name, () => `${shown(lost)} of a leg is lost`);
        const invented = idsOf(ranking).find((id) => !all.has(id));
        claim(invented === undefined, subject.name, () => `${shown(invented)} is in no leg`);
        for (const { document } of ranking) {
          const expected = given.get(document.id) ?? document;
          claimSame(document, expected, subject.name, `document ${shown(document.id)}`);
        }
      }),
  },
  {
    obligation: 'adds one fuse entry of evidence a leg that has the document',
    run: (subject) =>
      eachFused(subject, (ranking, legs) => {
        for (const { document, evidence = [] } of ranking) {
          const at = `${subject.name}, ${shown(document.id)}`;
          const entries = evidence.filter(({ stage }) => stage === 'fuse');
          const names = entries.map(({ component }) => component).sort();
          const due = legs.filter((leg) => (leg.weight ?? 1) > 0 && idsOf(leg.ranking).includes(document.id));
          const having = names.filter((name) => due.some((leg) => leg.name === name));
          claimSame(having, due.map(({ name }) => name).sort(), at, 'components of the fuse entries');
          claimSame([...new Set(names)], names, at, 'components of the fuse entries, each once');
          const off = names.find((name) => !legs.some((leg) => leg.name === name && (leg.weight ?? 1) > 0));
          claim(off === undefined, at, () => `${shown(off)} is no leg that is on`);
          for (const { component, rank } of entries) {
            const leg = legs.find(({ name }) => name === component);
            const expected = idsOf(leg?.ranking ?? []).indexOf(document.id) + 1;
            claim(
              rank === undefined || rank === expected,
              at,
              `${component} gave rank ${expected}, evidence says ${rank}`,
            );
          }
        }
      }),
  },
  {
    obligation: 'gives contributions that add up to the score',
    run: (subject) =>
      eachFused(subject, (ranking) => {
        for (const { document, score, evidence = [] } of ranking) {
          const shares = evidence
            .filter(({ stage }) => stage === 'fuse')
            .map(({ contribution = Number.NaN }) => contribution);
          const sum = shares.reduce((total, share) => total + share, 0);
          const fact = `contributions to ${shown(document.id)} add up to ${sum}, score is ${score}`;
          claim(Math.abs(sum - score) <= 1e-9 * Math.max(1, Math.abs(score)), subject.name, fact);
        }
      }),
  },
  {
    obligation: 'keeps the evidence of earlier stages',
    run: (subject) =>
      eachFused(subject, (ranking, legs) => {
        for (const { document, evidence = [] } of ranking) {
          for (const entry of earlierEvidence(legs, document.id)) {
            const kept = evidence.some((one) => isSame(one, entry));
            claim(kept, subject.name, () => `${shown(document.id)} lost its evidence ${shown(entry)}`);
          }
        }
      }),
  },
  {
    obligation: 'is indifferent to the order of the legs',
    run: (subject) =>
      eachFused(subject, (ranking, legs, fusion) => {
        for (const order of [[...legs].reverse(), [...legs.slice(1), ...legs.slice(0, 1)]]) {
          claimSame(essence(fusion(order)), essence(ranking), subject.name, 'ranking of the legs in another order');
        }
      }),
  },
  {
    obligation: 'is pure: it writes to no leg, and gives the same for the same legs',
    run: (subject) =>
      eachFused(subject, (ranking, legs, fusion) => {
        const frozen = deepFreeze(structuredClone(legs));
        claimSame(essence(fusion(frozen)), essence(ranking), subject.name, 'ranking of the same legs again');
        claimSame(frozen, legs, subject.name, 'legs after fusing');
      }),
  },
  {
    obligation: 'keeps the order of a single leg',
    run: (subject) =>
      using(subject, [], async (fusion) => {
        for (const leg of sampleLegs()) {
          claimSame(idsOf(fusion([leg])), idsOf(leg.ranking), subject.name, `order of leg ${leg.name} alone`);
        }
      }),
  },
  {
    obligation: 'gives nothing for no legs, and for legs that found nothing',
    run: (subject) =>
      using(subject, [], async (fusion) => {
        claimSame(fusion([]), [], subject.name, 'ranking of no legs');
        const empty = fusion([
          { name: 'bm25', ranking: [] },
          { name: 'dense', ranking: [], weight: 0.3 },
        ]);
        claimSame(empty, [], subject.name, 'ranking of empty legs');
      }),
  },
  {
    obligation: 'treats a leg of weight 0 as one that is off',
    run: (subject) =>
      using(subject, [], async (fusion) => {
        const [first, second] = sampleLegs() as [Leg, Leg];
        const off: Leg = {
          ...sampleLegs()[2],
          name: 'titles',
          ranking: second.ranking.toReversed().map(flipped),
          weight: 0,
        };
        const expected = essence(fusion([first, second]));
        claimSame(essence(fusion([first, second, off])), expected, subject.name, 'ranking beside a leg of weight 0');
      }),
  },
  {
    obligation: 'counts a heavier leg for more',
    run: (subject) =>
      using(subject, [], async (fusion) => {
        const legs = (weight: number): readonly Leg[] => [
          { name: 'a', ranking: rankingOver(['only a', 'filler', 'end'], 1, (n) => 3 - n), weight },
          { name: 'b', ranking: rankingOver(['only b', 'stuffing', 'tail'], 1, (n) => 3 - n), weight: 1 },
        ];
        const best = (weight: number) => idsOf(fusion(legs(weight)))[0] ?? '';
        const expected = [legs(1)[0], legs(1)[1]].map((leg) => leg?.ranking[0]?.document.id);
        claimSame([best(9), best(0.1)], expected, subject.name, 'best document with the first leg heavy, then light');
      }),
  },
  {
    obligation: 'refuses legs of the same name, and weights that are negative or not finite',
    run: (subject) =>
      using(subject, [], async (fusion) => {
        const [first, second] = sampleLegs() as [Leg, Leg];
        const refused = (legs: readonly Leg[], fact: string) => claimRefused(() => fusion(legs), subject.name, fact);
        await refused([first, { ...second, name: first.name }], 'a second leg of the same name');
        for (const weight of [-1, -1e-9, Number.NaN, Number.POSITIVE_INFINITY]) {
          await refused([first, { ...second, weight }], `weight ${weight}`);
        }
      }),
  },
];

/**
 * Registers the obligations of a Fusion as tests.
 *
 * @example
 * testFusion({ describe, test }, 'reciprocal rank', { create: () => reciprocalRankFusion() });
 */
export function testFusion(runner: Runner, name: string, options: Omit<FusionSubject, 'name'>): void {
  registerChecks(runner, name, fusionChecks, { ...options, name });
}

/** The same documents with scores that order them the other way round. */
function flipped(item: Ranking[number]): Ranking[number] {
  return { ...item, score: -item.score };
}

function earlierEvidence(legs: readonly Leg[], id: string): NonNullable<Ranking[number]['evidence']> {
  const on = legs.filter(({ weight = 1 }) => weight > 0);
  return on.flatMap(({ ranking }) => ranking.find(({ document }) => document.id === id)?.evidence ?? []);
}

async function eachFused(
  subject: FusionSubject,
  examine: (ranking: Ranking, legs: readonly Leg[], fusion: Fusion) => void,
): Promise<void> {
  await using(subject, [], async (fusion) => {
    for (const legs of legSets()) examine(fusion(structuredClone(legs)), legs, fusion);
  });
}
