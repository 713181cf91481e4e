import { setImmediate } from 'node:timers/promises';

/** Milliseconds after which others get their turn. */
const SLICE_MS = 10;

/** Does `step` for 0 to `count` - 1, in slices of about 10 ms between which the event loop goes on. */
export async function inSlices(count: number, step: (index: number) => void): Promise<void> {
  let sliceStart = performance.now();
  for (let index = 0; index < count; index++) {
    step(index);
    if (performance.now() - sliceStart < SLICE_MS) continue;
    await setImmediate();
    sliceStart = performance.now();
  }
}
