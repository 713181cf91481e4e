import { type Analyzer, createAnalyzer, ENGLISH_STOP_WORDS } from '@tsr/bm25/analysis';
import { createTurns, type Document, type Ranking } from '@tsr/core';
import type { TokenVectors } from '@tsr/embed';
import { type CustomFeatures, checkCustomFeatures, customFeaturesOf } from './custom-features.ts';
import { backgroundIdf } from './features/background-idf.ts';
import { beginning } from './features/beginning.ts';
import { featureRows } from './features/feature-rows.ts';
import { columnsOf, FEATURE_SET_NAME, FEATURE_SET_VERSION, PAIR_FEATURES } from './features/feature-set.ts';
import { FUNCTION_WORDS } from './features/function-words.ts';
import type { Lexicon } from './features/lexicon.ts';
import { listStatistics } from './features/list-statistics.ts';
import type { Pair } from './features/pair.ts';
import { matchPassage, numbersIn, queryTermsOf } from './features/passage-match.ts';
import { createPassageReader } from './features/passage-tokens.ts';
import { createSoftMatcher } from './features/soft-match.ts';
import { type LegNames, NO_EVIDENCE, type StageEvidence, stageEvidence } from './features/stage-evidence.ts';
import { createTextReader } from './features/text-reader.ts';
import { createTokenTable } from './features/token-table.ts';
import type { FeatureSet } from './ranker/ranker-json.ts';

export interface FeatureOptions {
  /** Makes terms of queries and passages. @default English, without question words */
  readonly analyzer?: Analyzer | undefined;
  /** Vectors of single tokens: `embedder.tokenVectors` of a static embedder. @default those of the bundled one */
  readonly tokenVectors?: TokenVectors | undefined;
  /** Names of the first stage's legs in the evidence. @default { lexical: 'bm25', dense: 'dense' } */
  readonly legs?: LegNames | undefined;
  /**
   * Features of your own, by name, beside the built-in ones; a ranker has to be trained with them. A name has no full stop
   * in it, and is not that of a built-in feature. @default none
   */
  readonly customFeatures?: CustomFeatures | undefined;
}

export interface ExtractOptions {
  readonly signal?: AbortSignal | undefined;
  /** Epoch milliseconds; candidates that there is no time to read are left out at the end. */
  readonly deadline?: number | undefined;
  /** The candidates' scores and order say nothing: no feature is taken from them. @default false */
  readonly unranked?: boolean | undefined;
}

/** Features of the candidates that were read: `count` of them, in candidate order. */
export interface ExtractedFeatures {
  readonly count: number;
  /** Row-major, as many values a row as the set has columns; NaN where a value is not known. */
  readonly rows: Float32Array;
  /** The first stage's score of each, between the lowest (0) and the highest (1) of the list; 0 where unranked. */
  readonly shares: readonly number[];
}

export interface FeatureExtractor {
  readonly featureSet: FeatureSet;
  extract(query: string, candidates: Ranking, options?: ExtractOptions): Promise<ExtractedFeatures>;
}

/** The query's terms, by their numbers in the lexicon of the last passage. */
interface NumberedTerms {
  readonly lexicon: Lexicon | undefined;
  readonly numbers: Int32Array;
}

/** Characters that are read of a query. */
export const MAX_QUERY_CHARACTERS = 2_048;
const SPACES = /\s+/;

/**
 * Turns a query and its candidates into numbers: how much of the query each passage has, how rare, how close together
 * and in which order, how alike in meaning token by token, and what the first stage thought.
 * Gives the thread up about every 8 ms.
 *
 * @param subject Of the errors.
 * @throws `TypeError` or `RangeError`, `TSR_INVALID_ARGUMENT`: a custom feature is none.
 */
export async function createFeatureExtractor(
  options: FeatureOptions = {},
  subject = 'learned',
): Promise<FeatureExtractor> {
  const { legs = { lexical: 'bm25', dense: 'dense' }, customFeatures = {} } = options;
  checkCustomFeatures(subject, customFeatures);
  const analyzer = options.analyzer ?? englishAnalyzer();
  const vectors = options.tokenVectors ?? (await bundledVectors());
  const reader = createTextReader((text) => analyzer.terms(text), vectors, {
    wholeTexts: options.analyzer !== undefined,
  });
  const read = createPassageReader(reader, vectors);
  const table = createTokenTable(vectors);
  const names = [...Object.keys(PAIR_FEATURES), ...Object.keys(customFeatures)];
  return {
    featureSet: { name: FEATURE_SET_NAME, version: FEATURE_SET_VERSION, columns: columnsOf(names) },
    async extract(text, candidates, { signal, deadline, unranked = false } = {}) {
      const asked = beginning(text, MAX_QUERY_CHARACTERS);
      const query = queryTermsOf(analyzer.terms(asked), backgroundIdf);
      const soft = createSoftMatcher(table, vectors.rowsOf(asked));
      let numbered: NumberedTerms = { lexicon: undefined, numbers: new Int32Array() };
      const matches = await readWithin(candidates, deadline, signal, (document) => {
        const passage = read(document);
        const { lexicon, terms, titleLength } = passage;
        if (lexicon !== numbered.lexicon) numbered = { lexicon, numbers: numbersIn(query, lexicon) };
        return { match: matchPassage(numbered.numbers, terms, titleLength), soft: soft(passage), document };
      });
      const evidence = evidenceOf(candidates.slice(0, matches.length), legs, unranked);
      const list = listStatistics(
        query,
        matches.map(({ match }) => match),
      );
      const pairs = matches.map((pair, index): Pair => ({ ...pair, query, list, evidence: evidence[index]! }));
      const custom = customFeaturesOf(subject, customFeatures, text);
      const side = { query, words: asked.split(SPACES).length, evidence, averageLength: list.averageLength };
      return {
        count: pairs.length,
        rows: featureRows([...Object.values(PAIR_FEATURES), ...custom], pairs, side),
        shares: evidence.map(({ share }) => (unranked ? 0 : share)),
      };
    },
  };
}

/** Loaded where nothing else is given: its table is a file, which browsers have to fetch themselves. */
async function bundledVectors(): Promise<TokenVectors> {
  const { createBundledEmbedder } = await import('@tsr/embed');
  return (await createBundledEmbedder()).tokenVectors;
}

function englishAnalyzer(): Analyzer {
  return createAnalyzer({ stopWords: [...ENGLISH_STOP_WORDS, ...FUNCTION_WORDS] });
}

function evidenceOf(candidates: Ranking, legs: LegNames, unranked: boolean): readonly StageEvidence[] {
  return unranked ? candidates.map(() => NO_EVIDENCE) : stageEvidence(candidates, legs);
}

async function readWithin<T>(
  candidates: Ranking,
  deadline = Number.POSITIVE_INFINITY,
  signal: AbortSignal | undefined,
  read: (document: Document) => T,
): Promise<readonly T[]> {
  const turns = createTurns({ signal });
  const done: T[] = [];
  for (const { document } of candidates) {
    if (Date.now() > deadline) break;
    done.push(read(document));
    if (turns.due()) await turns.give();
  }
  return done;
}
