/** What a line of a trace file holds, as far as this reads it. */
interface Line {
  readonly traceId: string;
  readonly stage: string;
  readonly component: string;
  readonly parentId?: string;
  readonly input?: readonly Item[];
  readonly output?: readonly Item[];
}

interface Item {
  readonly id: string;
  readonly score: number;
  readonly rank: number;
}

/** What decides the range of a candidate: a rank or a score from 0 to 1; null where it has none. */
export type Measure = (candidate: Item, search: Search) => number | null;

interface Search {
  readonly candidates: readonly Item[];
  readonly legs: ReadonlyMap<string, ReadonlyMap<string, Item>>;
  readonly top: ReadonlySet<string>;
}

/** Searches of a trace file with a second stage, read by hand: nothing of `@tsr/telemetry` is used. */
export function searchesOf(jsonLines: string): readonly Search[] {
  const byTrace = new Map<string, Line[]>();
  for (const text of jsonLines.trim().split('\n')) {
    const line: Line = JSON.parse(text);
    byTrace.set(line.traceId, [...(byTrace.get(line.traceId) ?? []), line]);
  }
  return [...byTrace.values()].map((lines) => {
    const legs = lines.filter(({ stage, component }) => stage === 'retrieve' && component !== 'hybrid');
    return {
      candidates: lines.find(({ stage }) => stage === 'rerank')!.input!,
      legs: new Map(
        legs.map(({ component, output = [] }) => [component, new Map(output.map((item) => [item.id, item]))]),
      ),
      top: new Set(lines.find(({ stage }) => stage === 'search')!.output!.map(({ id }) => id)),
    };
  });
}

export const rankOf: Measure = ({ rank }) => rank;
export const scoreOf: Measure = ({ id }, { candidates }) => scaled(id, candidates);
export const rankIn =
  (leg: string): Measure =>
  ({ id }, { legs }) =>
    legs.get(leg)?.get(id)?.rank ?? null;
export const scoreIn =
  (leg: string): Measure =>
  ({ id }, { candidates, legs }) => {
    const found = candidates.flatMap((candidate) => legs.get(leg)?.get(candidate.id) ?? []);
    return scaled(id, found);
  };

/** From 0 to 1 among these; 1 where all are equal; null for one that is not among them. */
function scaled(id: string, among: readonly Item[]): number | null {
  const own = among.find((item) => item.id === id);
  if (!own) return null;
  const scores = among.map(({ score }) => score);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  return high === low ? 1 : (own.score - low) / (high - low);
}

/** Share and hit rate of the range, over all results and as the mean over queries; NaN where there is none. */
export function recounted(searches: readonly Search[], measure: Measure, inside: (value: number | null) => boolean) {
  const counts = searches.map((search) => {
    const within = search.candidates.filter((candidate) => inside(measure(candidate, search)));
    const results = within.filter(({ id }) => search.top.has(id)).length;
    return { results, candidates: within.length, top: search.top.size };
  });
  const sum = (name: 'results' | 'candidates' | 'top') => counts.reduce((total, count) => total + count[name], 0);
  const mean = (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length;
  const reached = counts.filter(({ candidates }) => candidates > 0);
  return {
    share: { micro: sum('results') / sum('top'), macro: mean(counts.map(({ results, top }) => results / top)) },
    hitRate: {
      micro: sum('results') / sum('candidates'),
      macro: mean(reached.map(({ results, candidates }) => results / candidates)),
    },
  };
}
