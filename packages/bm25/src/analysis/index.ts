export { type Analyzer, type AnalyzerOptions, createAnalyzer, type Token } from './analyzer.ts';
export { ENGLISH_STOP_WORDS } from './english-stop-words.ts';
export { foldWord } from './fold-word.ts';
export { LANGUAGES, type Language, SNOWBALL_STOP_WORDS } from './languages.ts';
export { MAX_WORD_LENGTH, segmentWords, type Word } from './segment-words.ts';
export { createStemmer, type Stemmer } from './stemmer.ts';
