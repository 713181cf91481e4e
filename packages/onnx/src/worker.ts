/** Entry of a worker thread: opens one model, then answers one request at a time. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { INVALID_ARGUMENT, TsrError } from '@tsr/core';
import { createNativeGate } from './native-gate.ts';
import type { WireError, WorkerMessage, WorkerRequest, WorkerSetup } from './protocol.ts';
import { openTextModel } from './text-model.ts';

if (parentPort) void serve(parentPort, workerData as WorkerSetup);

async function serve(port: MessagePort, setup: WorkerSetup): Promise<void> {
  const gate = createNativeGate(setup.gate);

  async function answer(work: () => Promise<WorkerMessage>): Promise<void> {
    const message = gate.enter() ? await work().catch(failed) : STOPPING;
    gate.leave();
    port.postMessage(
      message,
      message.kind === 'done' ? message.outputs.map(({ values }) => values.buffer as ArrayBuffer) : [],
    );
  }

  await answer(async () => {
    const model = await openTextModel(setup);
    port.on('message', ({ inputs, deadline }: WorkerRequest) =>
      answer(async () => {
        const outputs = await model.run(inputs, { wanted: gate.wanted, deadline });
        return outputs === undefined ? { kind: 'late' } : { kind: 'done', outputs };
      }),
    );
    const { provider, batchTokens, dtype } = model;
    return { kind: 'ready', provider, batchTokens, dtype };
  });
}

const STOPPING: WorkerMessage = {
  kind: 'failed',
  error: { code: 'TSR_DISPOSED', message: 'onnx: the model is being disposed of' },
};

function failed(error: unknown): WorkerMessage {
  return { kind: 'failed', error: wireError(error) };
}

function wireError(error: unknown): WireError {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof TsrError) return { code: error.code, message };
  if ((error as { code?: unknown }).code === INVALID_ARGUMENT) return { message };
  return { code: 'TSR_ENGINE_FAILURE', message: `onnx: the model failed: ${message}` };
}
