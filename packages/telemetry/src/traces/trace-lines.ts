/** A line of a file, from 1; without text where it was longer than allowed, or not UTF-8. */
export interface TraceLine {
  readonly number: number;
  readonly text: string | undefined;
  readonly fault?: 'too-long' | 'not-utf8';
  /** The file ended before its line break. */
  readonly open: boolean;
}

/**
 * Lines of a stream of bytes or text. No more than `maxLineBytes` of a line are ever held: a longer one is passed over.
 * Blank lines count, and are left out.
 */
export async function* traceLines(
  chunks: AsyncIterable<Uint8Array | string>,
  maxLineBytes: number,
): AsyncGenerator<TraceLine> {
  const encoder = new TextEncoder();
  let line = emptyLine(1);
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(BREAK); end >= 0; end = bytes.indexOf(BREAK, start)) {
      hold(line, bytes.subarray(start, end), maxLineBytes);
      if (!isBlank(line)) yield textOf(line, false);
      line = emptyLine(line.number + 1);
      start = end + 1;
    }
    hold(line, bytes.subarray(start), maxLineBytes);
  }
  if (!isBlank(line)) yield textOf(line, true);
}

const BREAK = 10;

interface HeldLine {
  readonly number: number;
  readonly pieces: Uint8Array[];
  bytes: number;
}

function emptyLine(number: number): HeldLine {
  return { number, pieces: [], bytes: 0 };
}

/** Copies: a stream may use its buffer again. What is too long is let go of at once. */
function hold(line: HeldLine, piece: Uint8Array, maxLineBytes: number): void {
  line.bytes += piece.length;
  if (line.bytes > maxLineBytes) line.pieces.length = 0;
  else if (piece.length > 0) line.pieces.push(piece.slice());
}

function isBlank({ bytes, pieces }: HeldLine): boolean {
  return bytes === 0 || (bytes < 8 && pieces.every((piece) => piece.every((byte) => byte <= 32)));
}

function textOf({ number, pieces, bytes }: HeldLine, open: boolean): TraceLine {
  if (pieces.length === 0) return { number, text: undefined, fault: 'too-long', open };
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  try {
    return { number, text: new TextDecoder('utf-8', { fatal: true }).decode(whole), open };
  } catch {
    return { number, text: undefined, fault: 'not-utf8', open };
  }
}
