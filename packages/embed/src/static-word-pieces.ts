/** Ids of a word's pieces; undefined where it is not one of ASCII letters and digits alone. */
export type WordPieceIds = (word: string) => readonly number[] | undefined;

const PLAIN = /^[A-Za-z0-9]+$/;
const CONTINUES = '##';

/**
 * WordPiece of plain words: the longest piece that the vocabulary has, again and again (Wu et al., "Google's Neural
 * Machine Translation System", 2016). Most words are plain, and a whole tokenizer takes ten times as long for one.
 *
 * @param unknown Id of a word that cannot be put together, or has more than `longest` characters.
 */
export function createWordPieces(
  vocabulary: ReadonlyMap<string, number>,
  { unknown, longest }: { readonly unknown: number; readonly longest: number },
): WordPieceIds {
  let most = 0;
  for (const token of vocabulary.keys()) most = Math.max(most, token.length);
  return (word) => {
    if (!PLAIN.test(word)) return undefined;
    if (word.length > longest) return [unknown];
    const text = word.toLowerCase();
    const ids: number[] = [];
    for (let start = 0; start < text.length; ) {
      const prefix = start === 0 ? '' : CONTINUES;
      let end = Math.min(text.length, start + most);
      let id = vocabulary.get(prefix + text.slice(start, end));
      while (id === undefined && end > start + 1) id = vocabulary.get(prefix + text.slice(start, --end));
      if (id === undefined) return [unknown];
      ids.push(id);
      start = end;
    }
    return ids;
  };
}
