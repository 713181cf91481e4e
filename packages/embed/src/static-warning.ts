import type { Coverage } from './static-coverage.ts';

/** Says once that a text could not be read, and what to do. */
export type UnreadableWarning = (coverage: Coverage) => void;

/** Once for all texts of an embedder: where one is foreign, a thousand are. */
export function createUnreadableWarning(
  name: string,
  onWarning: (message: string) => void = processWarning,
): UnreadableWarning {
  let said = false;
  return ({ letters, known }) => {
    if (said) return;
    said = true;
    const share = Math.round((100 * known) / letters);
    onWarning(
      `embed: ${name} knows the words of ${share} % of a text's letters, too few to tell what it is about: its language ` +
        'is probably not that of the table (English, if it is the bundled one). Such texts get a zero vector and dense search passes them over; ' +
        'use a multilingual encoder: createOnnxEmbedder or createRemoteEmbedder',
    );
  };
}

// Browsers have no process; they may pass onWarning.
function processWarning(message: string): void {
  const { process } = globalThis as {
    process?: { emitWarning?: (message: string, options: { readonly code: string }) => void };
  };
  process?.emitWarning?.(message, { code: 'TSR_UNREADABLE_TEXT' });
}
