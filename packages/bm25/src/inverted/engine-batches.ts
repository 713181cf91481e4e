import { grown } from '@tsr/storage';
import type { EngineBatch, TermsByField } from '../lexical-engine.ts';
import { createBulkPart } from './bulk-part.ts';
import { createPostingsMaker, type DocumentPostings } from './document-postings.ts';
import type { IndexState } from './index-state.ts';
import { MAX_PART_SIZE } from './part.ts';
import type { Segment } from './segment.ts';

/** Up to so many documents are added to the fresh part; more are written as segments of their own. */
const SMALL = 1024;

type PostingsMaker = (fields: TermsByField) => DocumentPostings;

/** Makes batches, which share memory: one after the other. */
export function createBatches(state: IndexState): (size: number) => EngineBatch {
  const { dictionary, codes, parameters } = state;
  const postingsOf = createPostingsMaker(dictionary, codes, parameters.fields.length);
  return (size) => {
    const added = size <= SMALL ? smallBatch(state, postingsOf) : largeBatch(state, postingsOf);
    const removed = removals(state);
    return {
      add: added.add,
      remove: removed.remove,
      finish: added.finish,
      publish() {
        removed.publish();
        added.publish();
      },
    };
  };
}

function removals(state: IndexState): Pick<EngineBatch, 'remove' | 'publish'> {
  const slots: number[] = [];
  const lengths: number[] = state.parameters.fields.map(() => 0);
  const holders = new Map<number, number>();

  return {
    remove(slot, fields) {
      const tally = state.tally(slot, fields);
      slots.push(slot);
      for (const termId of tally.termIds) holders.set(termId, (holders.get(termId) ?? 0) - 1);
      for (const [field, length] of tally.lengths.entries()) lengths[field] = (lengths[field] as number) - length;
      return [];
    },
    publish() {
      for (const slot of slots) state.bury(slot);
      for (const [termId, change] of holders) state.dictionary.addHolders(termId, change);
      state.count(-slots.length, lengths);
    },
  };
}

type Additions = Omit<EngineBatch, 'remove'>;

function smallBatch(state: IndexState, postingsOf: PostingsMaker): Additions {
  const added: (DocumentPostings & { readonly slot: number })[] = [];

  function publish({ slot, termIds, codes, count, lengths }: (typeof added)[number]): void {
    state.placeFresh(slot, state.fresh.add(slot, termIds, codes, count));
    for (let at = 0; at < count; at++) state.dictionary.addHolders(termIds[at] as number, 1);
    state.count(1, lengths);
  }

  return {
    // Postings are made here, since what is left takes effect all at once.
    add(slot, fields) {
      const { termIds, codes, count, lengths } = postingsOf(fields);
      added.push({ slot, termIds: termIds.slice(0, count), codes: codes.slice(0, count), count, lengths });
      return [];
    },
    finish: () => [],
    publish() {
      // A part that is full before it could be written as a segment waits for it.
      if (state.fresh.size + added.length > MAX_PART_SIZE) state.renewFresh();
      for (const one of added) publish(one);
    },
  };
}

function largeBatch(state: IndexState, postingsOf: PostingsMaker): Additions {
  const { dictionary, codes } = state;
  const written: Segment[] = [];
  const lengths: number[] = state.parameters.fields.map(() => 0);
  /** By term, how many documents of the batch hold it. */
  let holders = new Uint32Array(0);
  let documents = 0;
  let part = createBulkPart();

  function* write(): Generator<void> {
    const averages = lengths.map((length) => length / documents);
    const saturations = codes.saturations(averages);
    const segment = yield* part.write({ averages, codeCount: codes.count, saturations });
    written.push(segment);
    countHolders(segment);
    part = createBulkPart();
  }

  function countHolders({ termIds, starts }: Segment): void {
    holders = grown(holders, dictionary.size);
    for (let list = 0; list < termIds.length; list++) {
      const termId = termIds[list] as number;
      holders[termId] = (holders[termId] as number) + (starts[list + 1] as number) - (starts[list] as number);
    }
  }

  return {
    *add(slot, fields) {
      if (part.size === MAX_PART_SIZE) yield* write();
      const postings = postingsOf(fields);
      yield* part.makeRoom(postings.count);
      part.add(slot, postings.termIds, postings.codes, postings.count);
      for (let field = 0; field < lengths.length; field++) {
        lengths[field] = (lengths[field] as number) + (postings.lengths[field] as number);
      }
      documents += 1;
    },
    *finish() {
      if (part.size > 0) yield* write();
    },
    publish() {
      state.count(documents, lengths);
      for (let termId = 0; termId < holders.length; termId++) {
        if (holders[termId] !== 0) dictionary.addHolders(termId, holders[termId] as number);
      }
      for (const segment of written) state.attach(segment);
    },
  };
}
