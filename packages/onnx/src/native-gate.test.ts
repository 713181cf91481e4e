import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { createNativeGate } from './native-gate.ts';

it('a closed gate lets nothing in', () => {
  const owner = createNativeGate();
  const thread = createNativeGate(owner.memory);
  expect(thread.enter()).toBe(true);
  thread.leave();
  owner.close();
  expect(thread.enter()).toBe(false);
  owner.waitUntilLeft();
});

it('an owner can tell the thread that no more is wanted, and take it back', () => {
  const owner = createNativeGate();
  const thread = createNativeGate(owner.memory);
  expect(thread.wanted()).toBe(true);
  owner.interrupt();
  expect([thread.wanted(), thread.enter()]).toEqual([false, true]);
  owner.resume();
  expect(thread.wanted()).toBe(true);
  owner.close();
  expect(thread.wanted()).toBe(false);
});

it('an owner waits until the thread has left', async () => {
  const gate = createNativeGate();
  const worked = new Int32Array(new SharedArrayBuffer(4));
  expect(gate.enter()).toBe(true);
  // The thread's side, in plain JavaScript: 200 ms of work, then what `leave` does.
  const thread = new Worker(
    `const { workerData: { memory, worked }, parentPort } = require('node:worker_threads');
    const cells = new Int32Array(memory);
    parentPort.postMessage('inside');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    Atomics.store(worked, 0, 1);
    Atomics.store(cells, 0, 0);
    Atomics.notify(cells, 0);`,
    { eval: true, execArgv: [], workerData: { memory: gate.memory, worked } },
  );
  await new Promise((resolve) => thread.once('message', resolve));
  gate.waitUntilLeft();
  expect(worked[0]).toBe(1);
  await thread.terminate();
});
