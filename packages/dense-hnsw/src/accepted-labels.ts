/** Labels that a search may return. */
export interface AcceptedLabels {
  readonly count: number;
  has(label: number): boolean;
  /** All of them, ascending. */
  labels(): Uint32Array;
}

/** What filters accept, remembered and kept up to date: to ask every document takes longer than to search. */
export interface AcceptedLabelSets {
  /** The labels below `end` that a filter accepts, asked piece by piece. Equal keys accept equal labels. */
  of(key: string, accepts: (label: number) => boolean, end: number): Generator<void, AcceptedLabels>;
  /** To be called when another document is at the label, or none. */
  changed(label: number): void;
}

/** How many filters are remembered. */
const REMEMBERED = 16;
/** Labels between two yields. */
const PIECE = 1024;

export function createAcceptedLabelSets(): AcceptedLabelSets {
  const known = new Map<string, LabelSet>();

  function remembered(key: string, accepts: (label: number) => boolean): LabelSet {
    const set = known.get(key) ?? createLabelSet(accepts);
    known.delete(key);
    known.set(key, set);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value as string);
    return set;
  }

  return {
    *of(key, accepts, end) {
      const set = remembered(key, accepts);
      while (set.asked() < end) {
        set.ask(Math.min(end, set.asked() + PIECE));
        yield;
      }
      return set;
    },
    changed(label) {
      for (const set of known.values()) set.changed(label);
    },
  };
}

interface LabelSet extends AcceptedLabels {
  /** Labels below have been asked about. */
  asked(): number;
  ask(end: number): void;
  changed(label: number): void;
}

function createLabelSet(accepts: (label: number) => boolean): LabelSet {
  let flags = new Uint8Array(0);
  let asked = 0;
  let count = 0;
  let list: Uint32Array | undefined;

  function put(label: number): void {
    const flag = Number(accepts(label));
    count += flag - (flags[label] as number);
    flags[label] = flag;
    list = undefined;
  }

  function makeRoom(end: number): void {
    if (end <= flags.length) return;
    const copy = new Uint8Array(Math.max(end, 2 * flags.length));
    copy.set(flags);
    flags = copy;
  }

  function listed(): Uint32Array {
    const labels = new Uint32Array(count);
    let at = 0;
    for (let label = 0; label < asked; label++) if (flags[label] === 1) labels[at++] = label;
    return labels;
  }

  return {
    get count() {
      return count;
    },
    has: (label) => flags[label] === 1,
    labels() {
      list ??= listed();
      return list;
    },
    asked: () => asked,
    ask(end) {
      makeRoom(end);
      while (asked < end) put(asked++);
    },
    changed(label) {
      if (label < asked) put(label);
    },
  };
}
