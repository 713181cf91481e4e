/**
 * Keeps a thread from being torn down inside native code, which would abort the whole process. Thread and owner each
 * make one over the same memory.
 */
export interface NativeGate {
  readonly memory: SharedArrayBuffer;
  /** The thread, before native code: false if it must not start any. */
  enter(): boolean;
  /** The thread, after it; or the owner, when the thread has ended. */
  leave(): void;
  /** The owner: no native code is started from now on. */
  close(): void;
  /** The owner, where it cannot await: blocks until the thread has left native code. */
  waitUntilLeft(): void;
}

const INSIDE = 0;
const CLOSED = 1;
// A pair takes a tenth of a second at most, a large model a few seconds to open.
const LONGEST_WAIT_MS = 10_000;

export function createNativeGate(memory: SharedArrayBuffer = new SharedArrayBuffer(8)): NativeGate {
  const cells = new Int32Array(memory);
  function leave(): void {
    Atomics.store(cells, INSIDE, 0);
    Atomics.notify(cells, INSIDE);
  }
  return {
    memory,
    // Each side writes before it reads, so that at least one of them sees the other.
    enter() {
      Atomics.store(cells, INSIDE, 1);
      if (Atomics.load(cells, CLOSED) === 0) return true;
      leave();
      return false;
    },
    leave,
    close() {
      Atomics.store(cells, CLOSED, 1);
    },
    waitUntilLeft() {
      Atomics.wait(cells, INSIDE, 1, LONGEST_WAIT_MS);
    },
  };
}
