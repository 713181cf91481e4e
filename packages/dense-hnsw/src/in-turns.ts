import { createTurns } from '@tsr/core';

/** Does work in pieces, between which the event loop goes on when it is due; gives what the work gives. */
export async function inTurns<T>(pieces: Generator<unknown, T>, signal?: AbortSignal): Promise<T> {
  const turns = createTurns({ signal });
  for (let step = pieces.next(); ; step = pieces.next()) {
    if (step.done) return step.value;
    if (turns.due()) await turns.give();
  }
}
