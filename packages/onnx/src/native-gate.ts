/**
 * Keeps a thread from being torn down inside native code, which would abort the whole process. Thread and owner each
 * make one over the same memory.
 */
export interface NativeGate {
  readonly memory: SharedArrayBuffer;
  /** The thread, before native code: false if it must not start any. */
  enter(): boolean;
  /** The thread, between two calls of native code: false if no more are wanted. */
  wanted(): boolean;
  /** The thread, after it; or the owner, when the thread has ended. */
  leave(): void;
  /** The owner, before it asks for something: what was interrupted is over. */
  resume(): void;
  /** The owner: what runs may end after the native call that it is in. */
  interrupt(): void;
  /** The owner: no native code is started from now on. */
  close(): void;
  /** The owner, where it cannot await: blocks until the thread has left native code. */
  waitUntilLeft(): void;
}

const INSIDE = 0;
const CLOSED = 1;
const INTERRUPTED = 2;
// A call takes a tenth of a second at most, a large model a few seconds to open.
const LONGEST_WAIT_MS = 10_000;

export function createNativeGate(memory: SharedArrayBuffer = new SharedArrayBuffer(12)): NativeGate {
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
    wanted: () => Atomics.load(cells, CLOSED) === 0 && Atomics.load(cells, INTERRUPTED) === 0,
    leave,
    resume: () => void Atomics.store(cells, INTERRUPTED, 0),
    interrupt: () => void Atomics.store(cells, INTERRUPTED, 1),
    close() {
      Atomics.store(cells, CLOSED, 1);
    },
    waitUntilLeft() {
      Atomics.wait(cells, INSIDE, 1, LONGEST_WAIT_MS);
    },
  };
}
