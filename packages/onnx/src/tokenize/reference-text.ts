import type { Engine } from './engine.ts';

// Han outside the basic plane, as BERT's normaliser lists it.
const ASTRAL_HAN = /[\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81F}\u{2B920}-\u{2CEAF}\u{2F800}-\u{2FA1F}]/gu;

/**
 * Where the engine reads a text otherwise than Hugging Face `tokenizers` does, the text is changed beforehand so
 * that both give the same ids:
 * - the reference lower-cases letter by letter, so a capital sigma is never final; JavaScript looks at the word;
 * - the reference sets every Han character apart; the engine only those of the basic plane.
 */
export function referenceText(engine: Engine): (text: string) => string {
  const normalized = (text: string): string => engine.normalizer?.normalize(text) ?? text;
  const lowerCases = normalized('Σ').includes('σ');
  const splitsHan = normalized('a一').includes('a 一');
  return (text) => {
    const cased = lowerCases ? text.replaceAll('Σ', 'σ') : text;
    return splitsHan ? cased.replace(ASTRAL_HAN, ' $& ') : cased;
  };
}
