import { TsrError, type TwoStageRetriever } from '@tsr/core';

/** What is served: a two-stage retriever, and how many passages it searches. */
export interface ServedIndex {
  readonly retriever: TwoStageRetriever;
  readonly size: number;
}

/** An index that may still be opening. */
export interface Opening {
  state(): 'opening' | 'open' | 'failed';
  /** @throws TsrError `TSR_NOT_READY` unless it is open; its cause is what opening failed with, if it did. */
  get(): ServedIndex;
}

export function trackOpening(index: ServedIndex | Promise<ServedIndex>): Opening {
  let state: ReturnType<Opening['state']> = 'opening';
  let opened: ServedIndex | undefined;
  let failure: unknown;
  Promise.resolve(index).then(
    (value) => {
      opened = value;
      state = 'open';
    },
    (error: unknown) => {
      failure = error;
      state = 'failed';
    },
  );
  return {
    state: () => state,
    get() {
      if (opened) return opened;
      throw state === 'failed'
        ? new TsrError('TSR_NOT_READY', 'server: the index could not be opened; see the log, then restart', {
            cause: failure,
          })
        : new TsrError('TSR_NOT_READY', 'server: the index is still opening; try again in a moment');
    },
  };
}
