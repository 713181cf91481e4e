import { checkReranker } from './cascade-stages.ts';
import type { Query, Ranking, Reranker, RerankOptions, ScoredDocument } from './contracts.ts';
import { outOfRange, shown } from './errors.ts';
import { minMax } from './min-max.ts';
import { rankingOf, stageItems, withEvidence } from './ranking.ts';
import { checkRerankCall } from './rerank-call.ts';
import { scoresOf } from './second-stage.ts';
import { recorded } from './trace.ts';

export interface InterpolationOptions {
  /** Its scores are mixed with those that the candidates come with. */
  readonly reranker: Reranker;
  /** Share of the reranker's score, from 0 to 1; the rest is that of the score before. */
  readonly weight: number;
  /** @default 'interpolation' */
  readonly name?: string | undefined;
}

/**
 * A reranker that does not forget what the stage before thought:
 * `weight * minMax(new score) + (1 - weight) * minMax(score before)`, from 0 to 1.
 *
 * Each side is scaled over its own list: the scores before over all candidates of the best tier (those of other tiers
 * add 0), the new ones over what the reranker scored (over each tier by itself, where the reranker gives tiers). So a
 * score depends on the list, and says nothing across queries. What the reranker leaves out is left out.
 *
 * Evidence has the reranker's own entry, with its raw score, and one of the interpolation, whose `details` are the two
 * parts of the sum, `before.part` and `reranker.part`, and both numbers from 0 to 1, `before` and `reranker`.
 *
 * Source: Lin, Nogueira and Yates, Pretrained Transformers for Text Ranking: BERT and Beyond, 2021;
 * Askari et al., Injecting the BM25 Score as Text Improves BERT-Based Re-rankers, ECIR 2023, compare such mixtures.
 *
 * @example
 * const secondStage = createInterpolation({ reranker: crossEncoder, weight: 0.8 });
 *
 * @throws TypeError or RangeError (`TSR_INVALID_ARGUMENT`) for a weight that is not from 0 to 1. `rerank` rejects with
 * what the reranker rejects with, or with TsrError `TSR_RERANKER_CONTRACT`.
 */
export function createInterpolation({ reranker, weight, name = 'interpolation' }: InterpolationOptions): Reranker {
  checkReranker(name, 'reranker', reranker);
  if (!(weight >= 0 && weight <= 1)) {
    throw outOfRange(`${name}: weight is ${shown(weight)}; pass the share of ${reranker.name}, from 0 to 1`);
  }

  async function rerank(query: Query, candidates: Ranking, options: RerankOptions = {}): Promise<Ranking> {
    const { idle, trace, signal, deadline } = checkRerankCall(name, query, candidates, options);
    if (idle) return [];
    trace?.note({ weight });
    const scored = await recorded(
      trace,
      { stage: 'rerank', component: reranker.name },
      (span) => scoresOf(reranker, query, candidates, { signal, deadline, trace: span }),
      (output) => ({ input: stageItems(candidates), output: stageItems(output) }),
    );
    return mixed(candidates, scored);
  }

  function mixed(candidates: Ranking, scored: Ranking): Ranking {
    const own = new Map(candidates.map(({ document }) => [document.id, document]));
    const before = normalised(candidates, candidates[0]?.tier ?? 0);
    const after = tiersOf(scored).map((tier) => normalised(scored, tier));
    const items = scored.map((item): ScoredDocument => {
      const { id } = item.document;
      const second = after.find((scores) => scores.has(id))?.get(id) ?? 0;
      const document = own.get(id) ?? item.document;
      return interpolated({ ...item, document }, before.get(id) ?? 0, second);
    });
    return rankingOf(items);
  }

  function interpolated(item: ScoredDocument, before: number, after: number): ScoredDocument {
    const parts = { 'before.part': (1 - weight) * before, 'reranker.part': weight * after };
    const score = parts['before.part'] + parts['reranker.part'];
    const details = { ...parts, before, reranker: after };
    return withEvidence({ ...item, score }, { stage: 'rerank', component: name, score, details });
  }

  return { name, scope: 'list', rerank };
}

/** The scores of one tier, scaled to 0 to 1, by id. */
function normalised(ranking: Ranking, wanted: number): ReadonlyMap<string, number> {
  const items = ranking.filter(({ tier = 0 }) => tier === wanted);
  const scores = minMax(items.map(({ score }) => score));
  return new Map(items.map(({ document }, index) => [document.id, scores[index] as number]));
}

function tiersOf(ranking: Ranking): readonly number[] {
  return [...new Set(ranking.map(({ tier = 0 }) => tier))];
}
