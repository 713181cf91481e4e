import { shown } from '@tsr/core';
import type { Check } from './check.ts';
import { claim, isSame, rejectionOf } from './claims.ts';

type Work = (signal: AbortSignal) => Promise<unknown>;

/** The checks of everything that takes an abort signal. `each` hands a fresh part's work to what examines it. */
export function abortChecks<Subject extends { readonly name: string }>(
  each: (subject: Subject, examine: (work: Work) => Promise<void>) => Promise<void>,
  prefix = '',
): readonly Check<Subject>[] {
  return [
    {
      obligation: `${prefix}rejects with signal.reason where the signal has aborted already`,
      run: (subject) =>
        each(subject, async (work) => {
          const reason = { aborted: 'before' };
          const error = await rejectionOf(() => work(AbortSignal.abort(reason)), subject.name, 'an aborted signal');
          claim(error === reason, subject.name, () => `rejected with ${shown(error)} instead of signal.reason`);
        }),
    },
    {
      obligation: `${prefix}rejects with signal.reason when the signal aborts right after the call`,
      run: (subject) =>
        each(subject, async (work) => {
          const reason = { aborted: 'after the call' };
          const outcome = await abortedAfter(work, reason);
          const said = outcome.error === undefined ? 'resolved' : `rejected with ${shown(outcome.error)}`;
          claim(outcome.error === reason, subject.name, `${said} instead of rejecting with signal.reason`);
        }),
    },
    {
      obligation: `${prefix}gives all or signal.reason when the signal aborts at any later moment, never a part`,
      run: (subject) =>
        each(subject, async (work) => {
          const whole = await work(new AbortController().signal);
          for (const pause of PAUSES) {
            const reason = { aborted: 'later' };
            const { value, error } = await abortedAfter(work, reason, pause);
            claim(error === undefined || error === reason, subject.name, () => `rejected with ${shown(error)}`);
            claim(error === reason || isSame(value, whole), subject.name, () => `fell open to ${shown(value)}`);
          }
        }),
    },
  ];
}

const PAUSES: readonly (() => Promise<void>)[] = [
  ...[1, 2, 3, 4, 6, 8, 12, 16, 24].map((count) => () => microtasks(count)),
  ...[0, 2].map((milliseconds) => () => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))),
];

async function microtasks(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await undefined;
}

interface Outcome {
  readonly value?: unknown;
  readonly error?: unknown;
}

async function abortedAfter(work: Work, reason: unknown, pause?: () => Promise<void>): Promise<Outcome> {
  const controller = new AbortController();
  const outcome = work(controller.signal).then(
    (value): Outcome => ({ value }),
    (error: unknown): Outcome => ({ error }),
  );
  if (pause) await pause();
  controller.abort(reason);
  return outcome;
}
