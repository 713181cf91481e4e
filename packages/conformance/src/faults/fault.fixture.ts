import type { Check } from '../check.ts';

/** An implementation with one mistake, and the obligation that the mistake breaks. */
export interface Fault<Subject> {
  readonly caughtBy: string;
  readonly subject: Subject;
}

/** The obligations that a subject fails. */
export async function failuresOf<Subject>(
  checks: readonly Check<Subject>[],
  subject: Subject,
): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const { obligation, applies, run } of checks) {
    if (applies && !applies(subject)) continue;
    await run(subject).catch(() => failures.push(obligation));
  }
  return failures;
}

/** Resolves where the check that names the fault's obligation catches it; no other check is credited. */
export async function prove<Subject extends { readonly name: string }>(
  checks: readonly Check<Subject>[],
  { caughtBy, subject }: Fault<Subject>,
): Promise<void> {
  const due = checks.filter(({ obligation }) => obligation === caughtBy);
  const failures = await failuresOf(due, subject);
  if (failures.length === 0) throw new Error(`"${caughtBy}" did not catch a part that ${subject.name}`);
}

/** `healthy` with some of its members replaced; getters stay getters. */
export function altered<Part extends object>(healthy: Part, changes: Partial<Part>): Part {
  return Object.create(healthy, Object.getOwnPropertyDescriptors(changes)) as Part;
}

/** Waits for so many turns of the microtask queue. */
export async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await undefined;
}
