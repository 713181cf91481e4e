import {
  abortable,
  checkIds,
  checkQuery,
  type Document,
  defineRetriever,
  type FilterPredicate,
  isBlank,
  type Retriever,
  type ScoredDocument,
  type ScoresById,
} from '@tsr/core';
import type { DenseParts } from './dense-parts.ts';
import type { DocumentLabels } from './document-labels.ts';
import { queryVector } from './passage-vectors.ts';

/** The searching half of a dense index. */
export function createDenseSearch({ plan, labels, vectors }: DenseParts): Retriever & ScoresById {
  const { name, embedder, dimensions } = plan;
  const retriever = defineRetriever({
    name,
    fusionWeight: embedder?.fusionWeight,
    async search(query, { topK, matches, signal, trace }) {
      const vector = await queryVector(query, embedder, dimensions, { signal, trace });
      signal?.throwIfAborted();
      trace?.note({ engine: vectors.engine, ...(isZero(vector) && { emptyQuery: 'zero vector' }) });
      const found = vectors.search(vector, topK, acceptance(labels, matches));
      return found.map(({ label, score }): ScoredDocument => {
        return { document: labels.documentAt(label) as Document, score };
      });
    },
  });

  async function scoreByIds(
    ...[query, ids, { signal } = {}]: Parameters<ScoresById['scoreByIds']>
  ): Promise<ReadonlyMap<string, number>> {
    const checked = checkQuery(name, query);
    const wanted = checkIds(name, ids);
    signal?.throwIfAborted();
    if (isBlank(checked)) return new Map();
    const vector = await abortable(queryVector(checked, embedder, dimensions, { signal }), signal);
    const scores = wanted.map((id) => [id, scoreOf(vector, id)] as const);
    return new Map(scores.filter((entry): entry is readonly [string, number] => entry[1] !== undefined));
  }

  function scoreOf(vector: Float32Array, id: string): number | undefined {
    const label = labels.labelOf(id);
    return label === undefined ? undefined : vectors.score(vector, label);
  }

  return { ...retriever, scoreByIds };
}

/** Which labels a search may see; undefined where it may see all. */
function acceptance(
  labels: DocumentLabels,
  matches: FilterPredicate | undefined,
): ((label: number) => boolean) | undefined {
  if (!matches && !labels.hasHidden) return undefined;
  return (label) => {
    const document = labels.documentAt(label);
    return document !== undefined && (matches?.(document.metadata) ?? true);
  };
}

function isZero(vector: Float32Array): boolean {
  return vector.every((value) => value === 0);
}
