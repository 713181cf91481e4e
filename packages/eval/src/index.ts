export { type Evaluation, evaluate, type Qrels, type Run } from './evaluate.ts';
export {
  type Judgments,
  type Measure,
  ndcgAt,
  precisionAt,
  recallAt,
  reciprocalRankAt,
  successAt,
} from './measures.ts';
export { parseCorpusJsonl } from './parse-corpus.ts';
export { parseQrelsTsv } from './parse-qrels.ts';
export { judgedQueries, parseQueriesJsonl } from './parse-queries.ts';
export { runOf, type SearchManyOptions, searchMany } from './search-many.ts';
