import { encodeIndex } from '../file/encode-index.ts';
import type { LexicalEngine, LexicalQuery, SlotFilter } from '../lexical-engine.ts';
import { acceptedBy, meeting, rememberAccepted } from './accept-sets.ts';
import { createBatches } from './engine-batches.ts';
import { explainTerms } from './explain-terms.ts';
import type { IndexState, Location } from './index-state.ts';
import { compact, maintain } from './maintain.ts';
import type { LiveDocuments, Part } from './part.ts';
import { planTerms } from './plan-terms.ts';
import { createScratch, type PartSearch, type PlannedTerm, searchFresh } from './search-part.ts';
import { searchSegments } from './search-segment.ts';
import { createTermExpansions } from './term-expansions.ts';
import { createTopHits } from './top-hits.ts';

export interface InvertedEngine extends LexicalEngine {
  readonly state: IndexState;
}

/**
 * A {@link LexicalEngine} on an inverted index: segments that are written once, and a fresh part for what came since.
 * Exact. Scores are computed from the numbers as they are at the time of the search, so that they are the same to the
 * last bit however the documents came to be in the index.
 */
export function createInvertedEngine(state: IndexState): InvertedEngine {
  const scratch = createScratch();
  const expansions = createTermExpansions(state.dictionary);

  function partSearch(query: LexicalQuery): Omit<PartSearch, 'accept' | 'hits'> {
    const { averages } = state;
    return { terms: planTerms(state, query.terms), averages, worth: state.codes.saturations(averages) };
  }

  return {
    state,
    get size() {
      return state.size;
    },
    batch: createBatches(state),
    maintain: () => maintain(state),
    compact: () => compact(state),
    *prepare(filter) {
      for (const part of state.parts) {
        for (const _ of rememberAccepted(part, filter)) {
          yield;
          // Written anew meanwhile: nobody says any more which of its documents die.
          if (!state.parts.includes(part)) break;
        }
      }
    },
    search(query, { topK, filter, compareSlots }) {
      const hits = createTopHits({ topK, compareSlots });
      const search = { ...partSearch(query), hits };
      const searchOf = (part: Part): PartSearch => ({ ...search, accept: acceptable(state, part, query, filter) });
      searchSegments(state.segments, searchOf, scratch);
      for (const fresh of state.freshParts) searchFresh(fresh, searchOf(fresh), scratch);
      return hits.take();
    },
    scores(query, slots) {
      const { terms, worth } = partSearch(query);
      const scores = new Map<number, number>();
      for (const slot of slots) {
        const location = state.locate(slot);
        const score = location && isMet(state, location, query) ? scoreOf(location, terms, worth) : 0;
        if (score > 0) scores.set(slot, score);
      }
      return scores;
    },
    weights: (query) => new Map(planTerms(state, query.terms).map(({ term, weight }) => [term, weight])),
    encode: (content) => encodeIndex({ ...content, state }),
    explain(query, slot) {
      const location = state.locate(slot);
      return location && isMet(state, location, query) ? explainTerms(state, query, location) : [];
    },
    prepareTerms: expansions.catchUp,
    termsFor: expansions.find,
  };
}

/** Documents that a search may find; undefined: all of the part. */
function acceptable(
  state: IndexState,
  part: Part,
  { required, excluded }: LexicalQuery,
  filter: SlotFilter | undefined,
): LiveDocuments | undefined {
  const set = filter ? acceptedBy(part, filter) : part.live;
  if (required.length + excluded.length === 0) return set.count === part.size ? undefined : set;
  const idOf = state.dictionary.idOf;
  return meeting(part, set, { required: required.map(idOf), excluded: excluded.map((group) => group.map(idOf)) });
}

/** Does the document meet what the query asks for beside its score? */
function isMet({ dictionary }: IndexState, location: Location, { required, excluded }: LexicalQuery): boolean {
  const holds = (term: string): boolean => {
    const termId = dictionary.idOf(term);
    return termId !== undefined && location.part.codeOf(termId, location.document) >= 0;
  };
  return required.every(holds) && !excluded.some((group) => group.every(holds));
}

function scoreOf({ part, document }: Location, terms: readonly PlannedTerm[], worth: Float64Array): number {
  let score = 0;
  for (const { termId, weight } of terms) {
    const code = part.codeOf(termId, document);
    if (code >= 0) score += weight * (worth[code] as number);
  }
  return score;
}
