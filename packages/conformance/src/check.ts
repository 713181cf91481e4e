/** One obligation of a contract. */
export interface Check<Subject> {
  /** What an implementation owes, as a sentence; the name of the test. */
  readonly obligation: string;
  /** Rejects with subject, fact and value where the obligation is broken. */
  run(subject: Subject): Promise<void>;
  /** Is this subject held to the obligation? @default every subject is */
  readonly applies?: (subject: Subject) => boolean;
}

/** What registers tests: `node:test`, vitest and jest all fit. */
export interface Runner {
  /** Groups tests. Without it, the group's name goes before each test's name. */
  readonly describe?: (name: string, body: () => void) => unknown;
  readonly test: (name: string, body: () => Promise<void>) => unknown;
}

/** Registers one test a check that applies. */
export function registerChecks<Subject>(
  { describe, test }: Runner,
  suite: string,
  checks: readonly Check<Subject>[],
  subject: Subject,
): void {
  const due = checks.filter(({ applies }) => applies?.(subject) ?? true);
  const register = (prefix: string): void => {
    for (const check of due) test(prefix + check.obligation, () => check.run(subject));
  };
  if (describe) describe(suite, () => register(''));
  else register(`${suite}: `);
}
