export { type Check, type Runner, registerChecks } from './check.ts';
export { embedderChecks, testEmbedder } from './embedder-checks.ts';
export { fusionChecks, testFusion } from './fusion-checks.ts';
export { saveableChecks, testSaveable } from './saveable-checks.ts';
export { scoresByIdChecks } from './scores-by-id-checks.ts';
export type {
  EmbedderSubject,
  FusionSubject,
  MutableIndexSubject,
  RerankerSubject,
  RetrieverSubject,
  SaveableSubject,
  ScoresByIdSubject,
  Subject,
  SubjectFiles,
} from './subject.ts';
export { mutableIndexChecks, testMutableIndex, testScoresById } from './test-mutable-index.ts';
export { rerankerChecks, testReranker } from './test-reranker.ts';
export { retrieverChecks, testRetriever } from './test-retriever.ts';
