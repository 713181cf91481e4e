import { expect, test } from 'vitest';
import { abortable } from './abort.ts';

const never = new Promise<never>(() => {});

test('hands on the work, without a signal and with one', async () => {
  await expect(abortable(Promise.resolve(1), undefined)).resolves.toBe(1);
  await expect(abortable(Promise.resolve(1), new AbortController().signal)).resolves.toBe(1);
});

test('hands on a failure', async () => {
  const failure = new Error('failed');
  await expect(abortable(Promise.reject(failure), new AbortController().signal)).rejects.toBe(failure);
});

test('rejects with the reason as soon as the signal aborts, though the work never ends', async () => {
  const controller = new AbortController();
  const work = abortable(never, controller.signal);
  controller.abort('enough');
  await expect(work).rejects.toBe('enough');
  await expect(abortable(never, AbortSignal.abort('before'))).rejects.toBe('before');
});

test('an abort wins over work and failures of the same moment', async () => {
  for (const work of [Promise.resolve(1), Promise.reject(new Error('failed'))]) {
    const controller = new AbortController();
    const outcome = abortable(work, controller.signal);
    controller.abort('enough');
    await expect(outcome).rejects.toBe('enough');
  }
});

test('leaves no listener behind', async () => {
  const { signal } = new AbortController();
  let listeners = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...input: Parameters<typeof addEventListener>) => {
    listeners += 1;
    addEventListener.apply(signal, input);
  };
  signal.removeEventListener = (...input: Parameters<typeof removeEventListener>) => {
    listeners -= 1;
    removeEventListener.apply(signal, input);
  };
  await abortable(Promise.resolve(1), signal);
  await abortable(Promise.reject(new Error('failed')), signal).catch(() => {});
  expect(listeners).toBe(0);
});
