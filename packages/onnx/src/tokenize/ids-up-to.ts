/** Ids of a text, from its start: all of them, or at least one more than `count`. */
export type IdsUpTo = (text: string, count: number) => readonly number[];

// English has four to five a token; what turns out too short is read again, four times as far.
const CHARACTERS_PER_TOKEN = 8;
// Tokens next to a cut are not relied on. A word of BERT's has 100 letters at most, and thus 100 tokens.
const MARGIN = 128;
// Others are not white space to every tokenizer: BERT's deletes form feeds, and joins what stood beside them.
const SPACE = /[ \t\n\r\u3000]/;

/**
 * Reads no more of a long text than the model will: a book costs as much as its first page. The text is cut where there
 * is white space, which no token reaches across, or, where there is none far and wide, anywhere.
 */
export function idsUpTo(encode: (text: string) => readonly number[]): IdsUpTo {
  return (text, count) => {
    for (let end = (Math.max(count, 0) + MARGIN) * CHARACTERS_PER_TOKEN; end < text.length; end *= 4) {
      const ids = encode(text.slice(0, lastSpace(text, end) ?? end));
      if (ids.length > count + MARGIN) return ids.slice(0, count + 1);
    }
    return encode(text);
  };
}

/** The last white space before `end`, in the half of the text before it. */
function lastSpace(text: string, end: number): number | undefined {
  for (let at = end - 1; at > end / 2; at--) if (SPACE.test(text[at]!)) return at;
  return undefined;
}
