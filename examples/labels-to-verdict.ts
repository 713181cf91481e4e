import { createBm25Index } from '@tsr/bm25';
import { createTwoStageRetriever, seededRandom } from '@tsr/core';
import { createDenseIndex } from '@tsr/dense-hnsw';
import { createBundledEmbedder } from '@tsr/embed';
import { judgePairs, type PairToJudge, pairsToJudge, type Qrels, type Run, recordSearches, verdictOf } from '@tsr/eval';
import { createHybridRetriever } from '@tsr/fusion';
import { createLearnedReranker } from '@tsr/rerank-learned';
import { type JudgedCollection, judgedCollection } from '../tooling/judged-collection.ts';

const DEPTH = 10;
const ROUNDS = 2_000;

/** A verdict as a decision on the second stage. */
export type Worth = 'keep' | 'drop' | 'too few';

export interface LabelShares {
  /** Pairs that were judged, at most. */
  readonly budget: number;
  /** Queries that they reached, on average. */
  readonly queries: number;
  /** Of the draws: those that decide as all judgments do, otherwise, and not yet. */
  readonly same: number;
  readonly other: number;
  readonly undecided: number;
  /** The same budget spent on the most telling pairs of all queries. */
  readonly tellingPairs: Worth;
}

export interface LabelsToVerdict {
  readonly queries: number;
  readonly gain: number;
  /** With every judgment of the collection. */
  readonly full: Worth;
  readonly shares: readonly LabelShares[];
}

/**
 * How many labels it takes to reach the verdict that all judgments give, for the bundled second stage: the judgments of a
 * collection are hidden behind the `judge` hook, and asked for query by query in random order, the top 10 of both stages
 * each, until the budget is spent; `draws` times.
 */
export async function labelsToVerdict(
  name: 'scifact' | 'cranfield' | 'cacm',
  { budgets, draws }: { readonly budgets: readonly number[]; readonly draws: number },
): Promise<LabelsToVerdict> {
  const collection = judgedCollection(name);
  const records = await recordSearches(await bundled(collection), collection.queries, { depths: [100] });
  const first: Run = new Map([...records].map(([id, { candidates }]) => [id, candidates.map((item) => item.id)]));
  const second: Run = new Map([...records].map(([id, { finals }]) => [id, finals[0]!.ids]));
  const decided = (qrels: Qrels): Worth => worthOf(verdictOf({ records, qrels, rounds: ROUNDS }).decision);
  const label = labeller(collection);
  const whole = verdictOf({ records, qrels: collection.qrels, rounds: ROUNDS });
  const full = worthOf(whole.decision);
  const shares: LabelShares[] = [];
  for (const budget of budgets) {
    const random = seededRandom(budget);
    const drawn: Drawn[] = [];
    for (let draw = 0; draw < draws; draw++) {
      const qrels = await label(wholeQueries(shuffled([...records.keys()], random), first, second, budget));
      drawn.push({ worth: decided(qrels), queries: qrels.size });
    }
    const telling = await label(pairsToJudge({ a: first, b: second, budget, depth: DEPTH }));
    shares.push({ budget, ...sharesOf(drawn, full), tellingPairs: decided(telling) });
  }
  return { queries: records.size, gain: whole.gain.mean, full, shares };
}

interface Drawn {
  readonly worth: Worth;
  readonly queries: number;
}

function sharesOf(drawn: readonly Drawn[], full: Worth): Pick<LabelShares, 'queries' | 'same' | 'other' | 'undecided'> {
  const share = (of: (worth: Worth) => boolean): number => drawn.filter(({ worth }) => of(worth)).length / drawn.length;
  return {
    queries: drawn.reduce((sum, { queries }) => sum + queries, 0) / drawn.length,
    same: share((worth) => worth === full),
    other: share((worth) => worth !== full && worth !== 'too few'),
    undecided: share((worth) => worth !== full && worth === 'too few'),
  };
}

async function bundled({ documents }: JudgedCollection) {
  const embedder = await createBundledEmbedder();
  const bm25 = createBm25Index({ documents });
  const dense = await createDenseIndex({ documents, embedder, engine: 'exact' });
  const firstStage = createHybridRetriever({ retrievers: { bm25, dense } });
  const secondStage = await createLearnedReranker({ tokenVectors: embedder.tokenVectors });
  return createTwoStageRetriever({ firstStage, secondStage });
}

interface Pair {
  readonly queryId: string;
  readonly id: string;
}

/** Asks the hidden judgments: what a collection does not judge is not relevant, as its measures have it. */
function labeller({ documents, queries, qrels }: JudgedCollection): (pairs: readonly Pair[]) => Promise<Qrels> {
  const byId = new Map(documents.map((document) => [document.id, document]));
  const judge = ({ queryId, document }: PairToJudge): number => qrels.get(queryId)?.get(document.id) ?? 0;
  return (pairs) => {
    const asked = pairs.map(({ queryId, id }) => ({ queryId, query: queries.get(queryId)!, document: byId.get(id)! }));
    return judgePairs(asked, { judge });
  };
}

/** The top 10 of both runs, query after query: as many whole queries as the budget pays for. */
function wholeQueries(order: readonly string[], a: Run, b: Run, budget: number): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const queryId of order) {
    const ids = new Set([...a.get(queryId)!.slice(0, DEPTH), ...b.get(queryId)!.slice(0, DEPTH)]);
    if (pairs.length + ids.size > budget) break;
    pairs.push(...[...ids].map((id) => ({ queryId, id })));
  }
  return pairs;
}

function worthOf(decision: ReturnType<typeof verdictOf>['decision']): Worth {
  if (decision === 'too few queries') return 'too few';
  return decision === 'drop' ? 'drop' : 'keep';
}

function shuffled(items: readonly string[], random: () => number): readonly string[] {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
