import type { Filter, Retriever } from './contracts.ts';
import { compileFilter } from './filter.ts';

/**
 * The retriever, seeing only documents that match `filter`: a tenant's, a product's. A filter in the search
 * narrows it further, and counts one level and two conditions towards the limits of filters; nothing can widen it. Abilities of the retriever, such as `scoreByIds`, do not come along.
 *
 * @throws TypeError (`TSR_INVALID_ARGUMENT`) for a filter that is none.
 */
export function scoped(retriever: Retriever, filter: Filter): Retriever {
  compileFilter(filter);
  const scope = structuredClone(filter);
  const { name, fusionWeight } = retriever;
  return {
    name,
    ...(fusionWeight === undefined ? {} : { fusionWeight }),
    async search(query, options = {}) {
      const narrowed: Filter = options.filter === undefined ? scope : { $and: [scope, options.filter] };
      return retriever.search(query, { ...options, filter: narrowed });
    },
  };
}
