/** Of a letter at the size of plots, in CSS pixels: a little more than it takes. */
const LETTER = 7;
const WIDE_LETTER = 13;
/** From here on, most characters are as wide as they are high. */
const FIRST_WIDE = 0x2e80;

/** Room that a label takes, in CSS pixels. */
export function labelWidth(text: string): number {
  return [...text].reduce((width, letter) => width + (letter.codePointAt(0)! < FIRST_WIDE ? LETTER : WIDE_LETTER), 0);
}
