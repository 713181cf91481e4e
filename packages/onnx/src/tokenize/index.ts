export type { EncodedPair, PairBudget } from './pair-frame.ts';
export type { PairWindows, WindowOptions } from './pair-windows.ts';
export type { EncodedText } from './text-frame.ts';
export { createTokenizer, type Tokenizer, type TokenizerFiles } from './tokenizer.ts';
