import { createTurns, type TurnsOptions } from '@tsr/core';

/** Does work in pieces, between which the event loop goes on when it is due. */
export async function inTurns(pieces: Iterable<unknown>, options: TurnsOptions = {}): Promise<void> {
  const turns = createTurns(options);
  for (const _ of pieces) if (turns.due()) await turns.give();
}
