/**
 * Every contract of @tsr, in one file. Read it and you know the system:
 *
 *     Retriever   query              -> Ranking
 *     Fusion      named rankings     -> Ranking
 *     Reranker    (query, Ranking)   -> Ranking
 *     Embedder    text               -> vector
 *
 * Whatever composes them is a Retriever again, and a ScoredDocument goes in and comes out of every stage.
 * The promises of Retriever, MutableIndex, ScoresById, Reranker, Fusion and Embedder are checks in `@tsr/conformance`;
 * run them on what you write.
 *
 * Three promises hold everywhere:
 * - Inputs are never written to, and outputs are the caller's to keep. Documents are shared, not copied.
 * - A caller's mistake rejects with a `TypeError` or `RangeError` whose `code` is `'TSR_INVALID_ARGUMENT'`;
 *   a failure rejects with a `TsrError`. Nothing is printed, and no score is made up.
 * - The caller's abort rejects with `signal.reason`, always.
 */

// ---------------------------------------------------------------------------------------------------- documents

/** A value of `Document.metadata`. Numbers are finite. */
export type MetadataValue = MetadataScalar | readonly MetadataScalar[];
export type MetadataScalar = string | number | boolean | null;
/** Flat: filters see one level of keys. */
export type Metadata = Readonly<Record<string, MetadataValue>>;

/** What is retrieved: a passage, or a document short enough to be one. */
export interface Document {
  /** Well-formed Unicode of 1 to 512 UTF-8 bytes, unique in its index. */
  readonly id: string;
  /** May be empty. */
  readonly content: string;
  readonly title?: string;
  readonly metadata?: Metadata;
  readonly source?: DocumentSource;
}

/** Where a passage was cut from. */
export interface DocumentSource {
  /** Id of the parent document. */
  readonly id: string;
  /** Position of the passage among the parent's passages, from 0. */
  readonly index: number;
  /** Start and end (exclusive) in the parent's text, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

/** Looks documents up by id. */
export interface DocumentStore {
  /** One entry per id, in the order of `ids`; `undefined` where there is none. */
  getMany(ids: readonly string[]): Promise<readonly (Document | undefined)[]>;
}

// ----------------------------------------------------------------------------------------------------- rankings

/** A document with the score that the last stage gave it. */
export interface ScoredDocument {
  readonly document: Document;
  /** Finite; higher is better; compares with other scores of the same tier of the same ranking only. */
  readonly score: number;
  /**
   * 0 (default): scored by the last stage. 1 and up: not scored by it, and placed after all of a lower tier. Each tier
   * has the scores of another stage, a higher one those of an earlier stage. Whole numbers, not always consecutive.
   */
  readonly tier?: number;
  /** What each stage said of it. Leaves return none; each composite appends its own. */
  readonly evidence?: readonly Evidence[];
}

/**
 * Best first: by tier, then score descending, then id ascending by UTF-8 bytes. No id twice, every score finite.
 * Rank is position, counted from 1.
 */
export type Ranking = readonly ScoredDocument[];

/**
 * One number that made a rank. A composite adds
 * - one `retrieve` entry per leg (or first stage), with the rank the leg gave, absent where the score was backfilled;
 * - one `fuse` entry per leg, whose `contribution`s add up to the fused score;
 * - one `rerank` entry a reranker that scored it, with features or logit in `details`.
 *
 * Names in `details` that end in `.part` are what adds up: to `logit` where there is one, else to the score.
 * The entry of a leg in a fusion has the leg's `weight` there.
 */
export interface Evidence {
  readonly stage: 'retrieve' | 'fuse' | 'rerank';
  /** Name of the leg, retriever or reranker that gave the score; unique within its stage. */
  readonly component: string;
  /** From 1. */
  readonly rank?: number;
  readonly score: number;
  /** Share of the composite's score; all contributions of one stage add up to it. */
  readonly contribution?: number;
  readonly details?: Readonly<Record<string, number>>;
}

// ---------------------------------------------------------------------------------------------------- retrieval

/** What is searched for. `vector`, where given, is used by dense retrievers instead of embedding `text`. */
export type Query = string | { readonly text: string; readonly vector?: Float32Array };

export interface SearchOptions {
  /** How many results: a positive integer. More than there are returns all that match. @default 10 */
  readonly topK?: number | undefined;
  /** Only documents whose metadata matches. Applied before the cut: it never costs results that exist. */
  readonly filter?: Filter | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Where to note what happened. Absent when nobody listens. */
  readonly trace?: Trace | undefined;
}

/**
 * Finds documents for a query. Leaves (BM25, HNSW, exact search), hybrids and two-stage retrievers are all this.
 * - At most `topK` documents, in ranking order; equal content gives an equal ranking in any order of insertion
 *   (approximate engines: for an equal sequence of operations).
 * - A blank query, or one that analysis leaves empty, gives an empty Ranking and a note in the trace.
 */
export interface Retriever {
  readonly name: string;
  /** Weight this retriever asks for as a leg of a hybrid with the default fusion, in (0, 1). Absent: an equal share of the rest. */
  readonly fusionWeight?: number;
  search(query: Query, options?: SearchOptions): Promise<Ranking>;
}

/** One ranking that goes into a fusion. A leg that failed, or found nothing, is there with an empty ranking. */
export interface Leg {
  /** Unique among the legs. */
  readonly name: string;
  readonly ranking: Ranking;
  /** Finite, not negative; 0 is off. @default 1 */
  readonly weight?: number;
}

/**
 * Makes one ranking of several. Pure, and indifferent to the order of the legs.
 * Adds one `fuse` entry of evidence for each leg that has the document, and for each that gives something to documents
 * that it lacks; their contributions add up to the score.
 */
export type Fusion = (legs: readonly Leg[]) => Ranking;

export interface RerankOptions {
  readonly signal?: AbortSignal | undefined;
  /** Epoch milliseconds after which scores are of no use. What is scored by then is returned. */
  readonly deadline?: number | undefined;
  readonly trace?: Trace | undefined;
}

/**
 * Orders candidates by reading query and passage together.
 * - Returns exactly the candidates that it scored: any subset, each once, none invented, documents unchanged.
 *   Unscored is not low-scored: leave a candidate out rather than give it a score.
 * - Works in candidate order, so that a deadline cuts the least promising.
 * - Keeps each candidate's evidence and appends one `rerank` entry, with its score.
 * - Results are of tier 0, whatever the candidates were.
 * - No candidates, no results; a blank query scores nothing.
 *
 * One that is made of others appends an entry for each part that scored the candidate, the last of them with the
 * candidate's score, and opens a span for each part that it calls. What only its earlier parts scored follows in
 * tiers from 1, with the scores of those parts.
 */
export interface Reranker {
  readonly name: string;
  /**
   * `'pair'`: a candidate's score depends on query and document alone, not on its neighbours, their number or
   * order. `'list'`: it may depend on the whole list.
   */
  readonly scope: 'pair' | 'list';
  rerank(query: Query, candidates: Ranking, options?: RerankOptions): Promise<Ranking>;
}

/** Turns text into vectors that a dense retriever compares by cosine. */
export interface Embedder {
  readonly name: string;
  /** Length of every vector. */
  readonly dimensions: number;
  /** Names model, weights and settings: equal fingerprints give equal vectors. Kept with every index. */
  readonly fingerprint: string;
  /** Weight that a dense leg on these vectors asks for in a hybrid. */
  readonly fusionWeight?: number;
  /** A vector of `dimensions` finite numbers; all zero where nothing in the text is known to the model. */
  embedQuery(text: string, options?: EmbedOptions): Promise<Float32Array>;
  /** One vector per text, in order. A text's vector does not depend on its neighbours. */
  embedDocuments(texts: readonly string[], options?: EmbedOptions): Promise<readonly Float32Array[]>;
}

export interface EmbedOptions {
  readonly signal?: AbortSignal | undefined;
  readonly trace?: Trace | undefined;
}

// ---------------------------------------------------------------------------------------------------- abilities
// Small and separate: an index has those that it has.

/** An index that changes while it is searched. */
export interface MutableIndex {
  count(): Promise<number>;
  /** Adds, or replaces by id. An invalid document rejects the call, and then nothing of it was applied. */
  upsert(documents: readonly Document[]): Promise<BatchOutcome>;
  /** Removes by id. An unknown id is no failure. */
  remove(ids: readonly string[]): Promise<BatchOutcome>;
  /** After it resolves, a search sees every change that was acknowledged before the call. */
  refresh(): Promise<void>;
  readonly capabilities: {
    /** A batch is visible whole or not at all. */
    readonly atomicBatches: boolean;
    /** A search sees acknowledged changes without `refresh`. */
    readonly readYourWrites: boolean;
  };
  /** Another value after each change of content; equal values mean equal content. */
  readonly revision: string;
}

/** What of a batch could not be done; empty means all of it was. */
export interface BatchOutcome {
  readonly failed: readonly { readonly id: string; readonly error: Error }[];
}

/** Scores chosen documents, as `search` would score them. */
export interface ScoresById {
  /** Only ids that the index holds and that `search` could return for the query are in the map. */
  scoreByIds(
    query: Query,
    ids: readonly string[],
    options?: { signal?: AbortSignal | undefined },
  ): Promise<ReadonlyMap<string, number>>;
}

/** Written to a temporary file, synced, then renamed: the old file stays whole until the new one is. */
export interface Saveable {
  save(path: string): Promise<void>;
}

/** Holds workers, files or native memory. After it resolves every other call rejects with `TSR_DISPOSED`. */
export interface Disposable {
  dispose(): Promise<void>;
}

// ------------------------------------------------------------------------------------------------------ filters

export type FilterScalar = string | number | boolean | null;

/**
 * A condition on metadata, as data. Fields and operators of one object are ANDed.
 *
 *     { product: 'gateway', year: { $gte: 2024 }, $or: [{ lang: 'en' }, { lang: { $exists: false } }] }
 *
 * No coercion: 2024 is not "2024". Comparisons match within one type, strings by UTF-8 bytes. An array matches
 * if any element does. A missing field is not null. `$ne`, `$nin` and `$not` are exact complements.
 * `$and: []` is true, `$or: []` false.
 */
export interface Filter {
  readonly $and?: readonly Filter[];
  readonly $or?: readonly Filter[];
  readonly $not?: Filter;
  readonly [field: string]: FilterScalar | FieldCondition | Filter | readonly Filter[] | undefined;
}

export interface FieldCondition {
  readonly $eq?: FilterScalar;
  readonly $ne?: FilterScalar;
  readonly $gt?: string | number;
  readonly $gte?: string | number;
  readonly $lt?: string | number;
  readonly $lte?: string | number;
  readonly $in?: readonly FilterScalar[];
  readonly $nin?: readonly FilterScalar[];
  readonly $exists?: boolean;
  readonly $not?: FieldCondition;
}

// ---------------------------------------------------------------------------------------------------- telemetry

/**
 * Where one span of a query's work is written down. Travels in the options, like the abort signal.
 * Composites open a child for each part that they call and record its event; leaves only `note`.
 * No method throws.
 */
export interface Trace {
  readonly traceId: string;
  child(component: string): Trace;
  /** Facts of this span: cache hits, queue time, model identity, a query that analysis left empty. */
  note(fields: Readonly<Record<string, unknown>>): void;
  /** The one event of this span, when its work is done. */
  record(event: StageEvent): void;
}

export interface StageEvent {
  readonly stage: 'search' | 'retrieve' | 'fuse' | 'rerank';
  readonly component: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly input?: readonly StageItem[];
  readonly output?: readonly StageItem[];
  readonly degraded?: Degradation;
  /** What the span noted. Stamped by the trace. */
  readonly notes?: Readonly<Record<string, unknown>>;
  /** Stamped by the trace. */
  readonly traceId?: string;
  readonly spanId?: string;
  readonly parentId?: string;
  /** Only where the user asked for text in the telemetry. */
  readonly query?: string;
}

/** A result by id, without its text. */
export interface StageItem {
  readonly id: string;
  readonly score: number;
  /** From 1. */
  readonly rank: number;
  readonly tier?: number;
}

/** A stage that did not do all of its work, and what was done instead. */
export interface Degradation {
  readonly stage: 'retrieve' | 'rerank';
  readonly component: string;
  readonly reason: 'timeout' | 'failure' | 'contract' | 'partial';
  readonly message: string;
  /** Of a second stage: how many candidates it scored, of how many. */
  readonly scored?: number;
  readonly of?: number;
}

/** Receives events. One that throws never fails a search. */
export interface TelemetrySink {
  record(event: StageEvent): void;
}
