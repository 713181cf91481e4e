import { createTurns } from '@tsr/core';
import type { VectorEngine } from '../engines/vector-engine.ts';
import type { VectorStore } from '../vectors/vector-store.ts';
import { createGraphMembers, type GraphMembers } from './graph-members.ts';

/** A graph over the vectors of a store. While it is built, or built anew, the store may change, and searches go on. */
export interface Graph {
  /** What searches; undefined until a graph is built. */
  readonly members: GraphMembers | undefined;
  readonly isBuilding: boolean;
  /** To be called when the store holds another vector of the label. Throws what the engine throws. */
  add(label: number): void;
  remove(label: number): void;
  /** Adds all that the store holds to an empty engine, a little at a time; it searches from then on. */
  build(engine: VectorEngine): Promise<void>;
  /** Takes an engine that holds these labels. */
  use(engine: VectorEngine, labels: Iterable<number>): void;
}

interface Change {
  readonly kind: 'add' | 'remove';
  readonly label: number;
}

export function createGraph(store: VectorStore): Graph {
  let members: GraphMembers | undefined;
  /** What changed since the building began; undefined while there is none. */
  let changes: Change[] | undefined;

  /** Engines copy what they are given. */
  const vector = new Float32Array(store.dimensions);

  function add(to: GraphMembers, label: number): void {
    if (store.holds(label)) to.add(label, store.vector(label, vector));
  }

  /** Changes are repeated in order, also those that come meanwhile. A label may be another vector's by now, which is among them. */
  function* repeat(on: GraphMembers, missed: Change[]): Generator<void> {
    for (const { kind, label } of missed) {
      if (kind === 'add') add(on, label);
      else on.remove(label);
      yield;
    }
  }

  function* work(on: GraphMembers, missed: Change[]): Generator<void> {
    const { end } = store;
    for (let label = 0; label < end; label++) {
      add(on, label);
      yield;
    }
    yield* repeat(on, missed);
  }

  return {
    get members() {
      return members;
    },
    get isBuilding() {
      return changes !== undefined;
    },
    add(label) {
      if (members) add(members, label);
      changes?.push({ kind: 'add', label });
    },
    remove(label) {
      members?.remove(label);
      changes?.push({ kind: 'remove', label });
    },
    async build(engine) {
      const next = createGraphMembers(engine);
      const missed: Change[] = [];
      changes = missed;
      try {
        const turns = createTurns();
        for (const _ of work(next, missed)) if (turns.due()) await turns.give();
        members = next;
      } finally {
        changes = undefined;
      }
    },
    use(engine, labels) {
      members = createGraphMembers(engine, labels);
    },
  };
}
