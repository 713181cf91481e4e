import { createTurns, type TurnsOptions } from './turns.ts';

/**
 * Does work in pieces, between which the event loop goes on when it is due; gives what the work gives.
 *
 * @example
 * await inTurns(checkDocumentsInPieces('mine', documents), { signal });
 */
export async function inTurns<T>(pieces: Iterable<unknown, T>, options: TurnsOptions = {}): Promise<T> {
  const turns = createTurns(options);
  const iterator = pieces[Symbol.iterator]();
  for (let piece = iterator.next(); ; piece = iterator.next()) {
    if (piece.done) return piece.value;
    if (turns.due()) await turns.give();
  }
}
