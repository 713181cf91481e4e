const LONGEST_WORD = 255;

/** The first `most` characters of a text, or a few less, so that no word is cut through where spaces part words. */
export function beginning(text: string, most: number): string {
  if (text.length <= most) return text;
  const space = text.lastIndexOf(' ', most);
  return text.slice(0, space >= most - LONGEST_WORD ? space : most);
}
