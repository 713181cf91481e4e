import type { StageEvent, StageItem } from '@tsr/core';

/** One stage of one query. */
export interface ObservedStage {
  readonly stage: StageEvent['stage'];
  /** Names of the spans from below the root down to this one. */
  readonly path: readonly string[];
  readonly durationMs: number;
  /** Of a reranker: whether a score depends on the other candidates. Absent where the trace does not say. */
  readonly scope?: 'pair' | 'list';
  /**
   * Of a reranker: the ranks that it was given, from 1, in the order that it made; without those that it left
   * unscored.
   */
  readonly order?: readonly number[];
}

/** Every stage below the root, in order of their starts. */
export function observedStages(events: readonly StageEvent[]): readonly ObservedStage[] {
  const spans = new Map(events.map((event) => [event.spanId, event]));
  return events
    .filter(({ parentId }) => parentId !== undefined)
    .map((event) => ({ event, path: pathOf(event, spans) }))
    .sort((a, b) => a.event.startedAt - b.event.startedAt || a.path.length - b.path.length)
    .map(({ event, path }): ObservedStage => {
      const { stage, durationMs } = event;
      return { stage, path, durationMs, ...(stage === 'rerank' && rerankingOf(event)) };
    });
}

function pathOf(event: StageEvent, spans: ReadonlyMap<string | undefined, StageEvent>): readonly string[] {
  const path: string[] = [];
  const seen = new Set<StageEvent>();
  for (let at: StageEvent | undefined = event; at?.parentId && !seen.has(at); at = spans.get(at.parentId)) {
    seen.add(at);
    path.unshift(at.component);
  }
  return path;
}

function rerankingOf({ input = [], output = [], notes }: StageEvent): Pick<ObservedStage, 'scope' | 'order'> {
  const { scope } = notes ?? {};
  const order = orderOf(input, output);
  return scope === 'pair' || scope === 'list' ? { scope, order } : { order };
}

function orderOf(input: readonly StageItem[], output: readonly StageItem[]): readonly number[] {
  const given = new Map(input.map(({ id }, index) => [id, index + 1]));
  return output.flatMap(({ id }) => given.get(id) ?? []);
}
