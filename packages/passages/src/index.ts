export type { PassageOptions, SourceText } from './passage-options.ts';
export { type SourceDocument, splitDocument } from './split-document.ts';
export { splitMarkdown } from './split-markdown.ts';
export { splitText } from './split-text.ts';
