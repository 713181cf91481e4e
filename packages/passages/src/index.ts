export type { PassageOptions, SourceText } from './passage-options.ts';
export { type ExpandOptions, expandNeighbours, type PassageWindow } from './results/expand-neighbours.ts';
export { type GroupOptions, groupBySource, type SourceGroup } from './results/group-by-source.ts';
export { type Citation, type PackedContext, type PackOptions, packContext } from './results/pack-context.ts';
export { type SourceDocument, splitDocument } from './split-document.ts';
export { splitMarkdown } from './split-markdown.ts';
export { splitText } from './split-text.ts';
