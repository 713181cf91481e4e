export interface TrainingJob {
  readonly count: number;
  readonly unseenCount: number;
  readonly seeds: { readonly training: number; readonly unseen: number };
  readonly rounds: number;
  readonly leaves: number;
  readonly learningRate: number;
}

export interface TrainingReport {
  readonly version: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Of the rows that were not trained on. */
  readonly scores: readonly number[];
  /** The longest that a timer was late during training. */
  readonly loopDelayMs?: number;
  /** Median milliseconds for 100 candidates. */
  readonly scoringMs?: number;
}
