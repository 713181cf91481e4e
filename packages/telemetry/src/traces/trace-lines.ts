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
  let line = emptyLine(1);
  for await (const bytes of bytesOf(chunks)) {
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

/** Text may be cut within a character of two code units: the first of them waits for the second. */
async function* bytesOf(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let waiting = '';
  for await (const chunk of chunks) {
    if (typeof chunk !== 'string') {
      yield chunk;
      continue;
    }
    const text = waiting + chunk;
    waiting = /[\uD800-\uDBFF]$/.test(text) ? text.slice(-1) : '';
    yield encoder.encode(waiting === '' ? text : text.slice(0, -1));
  }
  if (waiting !== '') yield encoder.encode(waiting);
}

interface HeldLine {
  readonly number: number;
  /** The first `length` bytes are those of the line; none once it is too long. */
  bytes: Uint8Array;
  length: number;
}

function emptyLine(number: number): HeldLine {
  return { number, bytes: new Uint8Array(0), length: 0 };
}

/** Copies: a stream may use its buffer again. What is too long is let go of at once. */
function hold(line: HeldLine, piece: Uint8Array, maxLineBytes: number): void {
  const length = line.length + piece.length;
  if (length > maxLineBytes) line.bytes = new Uint8Array(0);
  else {
    if (length > line.bytes.length) line.bytes = grown(line.bytes, length);
    line.bytes.set(piece, line.length);
  }
  line.length = length;
}

function grown(bytes: Uint8Array, atLeast: number): Uint8Array {
  const larger = new Uint8Array(Math.max(atLeast, 2 * bytes.length));
  larger.set(bytes);
  return larger;
}

function isTooLong({ bytes, length }: HeldLine): boolean {
  return length > bytes.length;
}

/** Nothing but blanks and control characters, such as the return before a line feed. */
function isBlank(line: HeldLine): boolean {
  return !isTooLong(line) && line.length < 8 && line.bytes.subarray(0, line.length).every((byte) => byte <= 32);
}

function textOf(line: HeldLine, open: boolean): TraceLine {
  const { number, bytes, length } = line;
  if (isTooLong(line)) return { number, text: undefined, fault: 'too-long', open };
  try {
    return { number, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length)), open };
  } catch {
    return { number, text: undefined, fault: 'not-utf8', open };
  }
}
