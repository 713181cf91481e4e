/** A run of whole sentences of a passage. */
export interface Span {
  readonly text: string;
  /** From the first sentence to the last: nothing was left out. */
  readonly whole: boolean;
}

export interface SpanOptions {
  /** Tokens of the span at most. A single sentence that has more is kept, to be cut at its end. */
  readonly tokens: number;
  countTokens(text: string): number;
}

// Before a sentence: what ended the last one, and white space.
const SENTENCE_START = /(?=\S)(?<=[.!?]\s+|[\n。！？]\s*)/u;
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu;
const MARKS = /\p{M}+/gu;
// Words with the same beginning count as one, which conflates most inflections (Frakes, "Stemming algorithms", 1992).
const BEGINNING = 6;
// No sentence is longer, counted in characters for each token that the span may have.
const CHARACTERS_PER_TOKEN = 5;
// A span is looked for in so many characters from the start, about fifteen times what a model reads.
const REACH = 32_768;

/**
 * The sentences in which most is said of the query: the one that has most of its words, and of its neighbours as many as
 * there is room for, those first that add more. A word weighs log(1 + sentences / sentences with it) times its length, up
 * to six letters: what is everywhere in the passage counts little, and so do short words, which are the frequent ones of
 * a language (Zipf, "The Psycho-Biology of Language", 1935). Nothing but query and passage has a say in it.
 */
export function relevantSpan(query: string, passage: string, options: SpanOptions): Span {
  const sentences = sentencesOf(passage, options.tokens * CHARACTERS_PER_TOKEN);
  const wanted = new Set(wordsOf(query.slice(0, REACH)));
  const found = sentences.map((text) => new Set(wordsOf(text).filter((word) => wanted.has(word))));
  const counts: number[] = [];
  const tokensOf = (index: number): number => (counts[index] ??= options.countTokens(sentences[index]!));
  const { from, to } = grown(found, weightsOf(found), tokensOf, options.tokens);
  return { text: sentences.slice(from, to).join(''), whole: to - from === sentences.length && passage.length <= REACH };
}

/** Sentences with what follows them, so that they join to the passage; long ones in pieces. */
function sentencesOf(passage: string, longest: number): readonly string[] {
  return passage
    .slice(0, REACH)
    .split(SENTENCE_START)
    .flatMap((text) => (text.length <= longest ? [text] : piecesOf(text, longest)));
}

function piecesOf(text: string, longest: number): readonly string[] {
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    const space = text.lastIndexOf(' ', start + longest - 1) + 1;
    const end = start + longest >= text.length ? text.length : space > start + longest / 2 ? space : start + longest;
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

function wordsOf(text: string): readonly string[] {
  const folded = text.normalize('NFKD').replace(MARKS, '').toLowerCase();
  return (folded.match(WORD) ?? []).map((word) => word.slice(0, BEGINNING));
}

type Weights = ReadonlyMap<string, number>;

function weightsOf(found: readonly ReadonlySet<string>[]): Weights {
  const counts = new Map<string, number>();
  for (const words of found) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].map(([word, count]) => [word, word.length * Math.log(1 + found.length / count)]));
}

interface Range {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** Grows from the best sentence, the first of equals, towards the side that adds more; onwards on a tie. */
function grown(
  found: readonly ReadonlySet<string>[],
  weights: Weights,
  tokensOf: (index: number) => number,
  tokens: number,
): Range {
  const covered = new Set<string>();
  const gain = (index: number): number => weightOf(found[index] ?? covered, weights, covered);
  const best = bestOf(found, gain);
  let [from, to, room] = [best, best, tokens];
  // The ends of what may still be added to either side.
  let [first, last] = [0, found.length];

  function take(index: number): void {
    for (const word of found[index]!) covered.add(word);
    from = Math.min(from, index);
    to = Math.max(to, index + 1);
    room -= tokensOf(index);
  }
  take(best);
  while (from > first || to < last) {
    const forward = to < last && (from === first || gain(to) >= gain(from - 1));
    const next = forward ? to : from - 1;
    if (tokensOf(next) <= room) take(next);
    else if (forward) last = to;
    else first = from;
  }
  return { from, to };
}

function bestOf(found: readonly unknown[], gain: (index: number) => number): number {
  let best = 0;
  for (let index = 1; index < found.length; index++) if (gain(index) > gain(best)) best = index;
  return best;
}

function weightOf(words: ReadonlySet<string>, weights: Weights, covered: ReadonlySet<string>): number {
  let sum = 0;
  for (const word of words) if (!covered.has(word)) sum += weights.get(word)!;
  return sum;
}
