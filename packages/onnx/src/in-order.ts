import { abortable } from '@tsr/core';

export interface InOrderOptions<Window, Output> {
  /** Windows that may be under way, or done and not yet taken. */
  readonly ahead: number;
  readonly signal?: AbortSignal | undefined;
  /** Starts nothing after `stop`, and may end what runs early. */
  run(window: Window, stop: AbortSignal): Promise<readonly Output[]>;
}

/**
 * Outputs of windows, in order. No more windows are asked for than the reader has taken outputs of, but for `ahead`.
 * When it stops reading, one fails or `signal` aborts, the others are stopped.
 */
export async function* inOrder<Window, Output>(
  windows: AsyncGenerator<Window>,
  { ahead, signal, run }: InOrderOptions<Window, Output>,
): AsyncGenerator<Output> {
  const stop = new AbortController();
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const pending: Promise<readonly Output[]>[] = [];
  let more = true;
  abortable(ended, signal).catch((reason) => stop.abort(reason));

  async function fill(): Promise<void> {
    while (more && pending.length < ahead) {
      const { value, done = false } = await abortable(windows.next(), stop.signal);
      more = !done;
      if (done) return;
      const outputs = run(value, stop.signal);
      outputs.catch(() => {});
      pending.push(outputs);
    }
  }
  try {
    await fill();
    for (let next = pending.shift(); next; next = pending.shift()) {
      const outputs = await next;
      await fill();
      yield* outputs;
    }
  } finally {
    end();
    stop.abort();
    // Not awaited: a source that never gives its next item would hold up the caller's abort.
    windows.return(undefined).catch(() => {});
  }
}
