import { TsrError, type TwoStageRetriever } from '@tsr/core';

/** What is served: a two-stage retriever, and how many passages it searches. */
export interface ServedIndex {
  readonly retriever: TwoStageRetriever;
  readonly size: number;
}

/** An index that may still be opening. */
export interface Opening {
  /** `undefined` until it is open. */
  current(): ServedIndex | undefined;
  /** @throws TsrError `TSR_NOT_READY` until it is open, and what opening failed with. */
  get(): ServedIndex;
  /** Resolves when opening is over, well or not. */
  readonly settled: Promise<void>;
}

export function trackOpening(index: ServedIndex | Promise<ServedIndex>): Opening {
  let opened: ServedIndex | undefined;
  let failure: unknown;
  const settled = Promise.resolve(index).then(
    (value) => {
      opened = value;
    },
    (error: unknown) => {
      failure = error;
    },
  );
  return {
    current: () => opened,
    get() {
      if (opened) return opened;
      throw failure ?? new TsrError('TSR_NOT_READY', 'server: the index is still opening; try again in a moment');
    },
    settled,
  };
}
