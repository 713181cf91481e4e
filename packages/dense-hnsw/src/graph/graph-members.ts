import type { VectorEngine } from '../engines/vector-engine.ts';

/** An engine, and which labels it holds: what native code may not be asked is not asked. */
export interface GraphMembers extends Pick<VectorEngine, 'name' | 'search' | 'save'> {
  /** A label that is there is replaced. */
  add(label: number, vector: Float32Array): void;
  /** One that is not there is no failure. */
  remove(label: number): void;
  /** How many labels it holds. */
  readonly size: number;
  /** Share of its nodes that were removed, and not taken by others since: they slow searches down. */
  readonly removedShare: number;
}

/** Begins with the labels that the engine holds. */
export function createGraphMembers(engine: VectorEngine, labels: Iterable<number> = []): GraphMembers {
  const held = new Set<number>(labels);
  let removed = 0;

  function remove(label: number): void {
    if (!held.delete(label)) return;
    engine.remove(label);
    removed += 1;
  }

  return {
    name: engine.name,
    get size() {
      return held.size;
    },
    get removedShare() {
      return removed / (held.size + removed || 1);
    },
    add(label, vector) {
      remove(label);
      engine.add(label, vector);
      held.add(label);
      removed = Math.max(0, removed - 1);
    },
    remove,
    search: engine.search,
    save: engine.save,
  };
}
