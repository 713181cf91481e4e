import {
  abortable,
  type CheckedQuery,
  checkIds,
  checkQuery,
  defineRetriever,
  type Filter,
  type FilterPredicate,
  inTurns,
  isBlank,
  type Retriever,
  type ScoresById,
} from '@tsr/core';
import type { AcceptedLabels } from './accepted-labels.ts';
import type { DenseParts } from './dense-parts.ts';
import { queryVector } from './passage-vectors.ts';

/** The searching half of a dense index. Traces are told its `revision` and what it embeds with. */
export function createDenseSearch(parts: DenseParts, revision: () => string): Retriever & ScoresById {
  const { plan, slots, vectors } = parts;
  const { name, embedder } = plan;
  const retriever = defineRetriever({
    name,
    fusionWeight: embedder?.fusionWeight,
    async search(query, { topK, filter, matches, signal, trace }) {
      const vector = await queryVector(query, plan, { signal, trace });
      signal?.throwIfAborted();
      const identity = {
        engine: vectors.engine,
        index: revision(),
        ...(embedder && { embedder: embedder.fingerprint }),
      };
      trace?.note({ ...identity, ...(isZero(vector) && { emptyQuery: 'zero vector' }) });
      const accepted = matches && (await acceptedBy(parts, filter as Filter, matches, signal));
      await vectors.prepare(topK);
      signal?.throwIfAborted();
      return vectors.search(vector, topK, accepted).map(({ label, score }) => ({ document: slots.at(label), score }));
    },
  });

  async function scoreByIds(
    ...[query, ids, { signal } = {}]: Parameters<ScoresById['scoreByIds']>
  ): Promise<ReadonlyMap<string, number>> {
    const checked: CheckedQuery = checkQuery(name, query);
    const wanted = checkIds(name, ids);
    signal?.throwIfAborted();
    if (isBlank(checked)) return new Map();
    const vector = await abortable(queryVector(checked, plan, { signal }), signal);
    const scores = wanted.map((id) => [id, scoreOf(vector, id)] as const);
    return new Map(scores.filter((entry): entry is readonly [string, number] => entry[1] !== undefined));
  }

  function scoreOf(vector: Float32Array, id: string): number | undefined {
    const slot = slots.slotOf(id);
    return slot === undefined ? undefined : vectors.score(vector, slot);
  }

  return { ...retriever, scoreByIds };
}

function acceptedBy(
  { slots, vectors, accepted }: DenseParts,
  filter: Filter,
  matches: FilterPredicate,
  signal: AbortSignal | undefined,
): Promise<AcceptedLabels> {
  const { store } = vectors;
  const accepts = (label: number): boolean => store.has(label) && matches(slots.at(label).metadata);
  return inTurns(accepted.of(JSON.stringify(filter), accepts, store.end), { signal });
}

function isZero(vector: Float32Array): boolean {
  return vector.every((value) => value === 0);
}
