import { abortable } from './abort.ts';
import { type CheckedQuery, type CheckedSearchOptions, checkQuery, checkSearchOptions, isBlank } from './arguments.ts';
import type { Query, Ranking, Retriever, SearchOptions } from './contracts.ts';

export interface RetrieverDefinition {
  readonly name: string;
  readonly fusionWeight?: number | undefined;
  /** Called with a query that is not blank and options that are complete. */
  search(query: CheckedQuery, options: CheckedSearchOptions): Promise<Ranking> | Ranking;
}

/**
 * A {@link Retriever} of a search function, with the obligations that are the same everywhere: arguments are
 * checked once, defaults filled in, a blank query answered, and the caller's abort rejects at once.
 */
export function defineRetriever(definition: RetrieverDefinition): Retriever {
  const { name, fusionWeight } = definition;

  async function search(query: Query, options: SearchOptions = {}): Promise<Ranking> {
    const checkedQuery = checkQuery(name, query);
    const checkedOptions = checkSearchOptions(name, options);
    options.signal?.throwIfAborted();
    if (isBlank(checkedQuery)) {
      options.trace?.note({ emptyQuery: 'blank' });
      return [];
    }
    return abortable(Promise.resolve(definition.search(checkedQuery, checkedOptions)), options.signal);
  }

  return { name, ...(fusionWeight === undefined ? {} : { fusionWeight }), search };
}
