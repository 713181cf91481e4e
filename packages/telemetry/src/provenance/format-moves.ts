import type { IntegerSummary } from './integer-counts.ts';
import { plural } from './plural.ts';
import type { ProvenanceFigures } from './provenance-report.ts';

/** What the second stage moved, and how deep the results were, in sentences. Empty where there are no results. */
export function formatMoves({ moves, depth, results, queries }: ProvenanceFigures, topK: number): string {
  if (results === 0) return '';
  const { promoted, demoted, unchanged, entered, queriesChanged } = moves;
  const { mean, p50, p95, max } = depth.deepest;
  return [
    `Moves     ${promoted.count} promoted${distance(promoted)}, ${demoted.count} demoted${distance(demoted)}, ${unchanged} kept`,
    `          ${entered} from beyond rank ${topK}; another top ${topK} for ${queriesChanged} of ${plural(queries, 'query', 'queries')}`,
    `Depth     deepest first-stage rank of a query: mean ${mean?.toFixed(1)}, p50 ${p50}, p95 ${p95}, max ${max}`,
    `Smallest  ${smallestText(depth, topK)}`,
  ].join('\n');
}

function distance({ mean, p95 }: IntegerSummary): string {
  return mean === null ? '' : ` (${mean.toFixed(1)} ranks, p95 ${p95})`;
}

function smallestText({ smallestN, queriesOfListScope }: ProvenanceFigures['depth'], topK: number): string {
  if (smallestN) {
    const { for95, for99, for100 } = smallestN;
    return `N for the same top ${topK}: ${for95} for 95 % of queries, ${for99} for 99 %, ${for100} for all`;
  }
  const queries = plural(queriesOfListScope, 'query', 'queries');
  return `N not known: scores depend on the list (${queries}); search with fewer`;
}
