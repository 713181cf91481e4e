/** Entry of a worker thread: opens one model, then answers one pair at a time. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { INVALID_ARGUMENT, TsrError } from '@tsr/core';
import { openPairModel } from './pair-model.ts';
import type { PairRequest, WireError, WorkerMessage, WorkerSetup } from './protocol.ts';

if (parentPort) void serve(parentPort, workerData as WorkerSetup);

async function serve(port: MessagePort, setup: WorkerSetup): Promise<void> {
  const answer = (message: WorkerMessage): void => port.postMessage(message);
  try {
    const model = await openPairModel(setup);
    port.on('message', (request: PairRequest) =>
      model.run(request).then(
        (output) => answer({ kind: 'done', output }),
        (error) => answer({ kind: 'failed', error: wireError(error) }),
      ),
    );
    answer({ kind: 'ready' });
  } catch (error) {
    answer({ kind: 'failed', error: wireError(error) });
  }
}

function wireError(error: unknown): WireError {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof TsrError) return { code: error.code, message };
  if ((error as { code?: unknown }).code === INVALID_ARGUMENT) return { message };
  return { code: 'TSR_ENGINE_FAILURE', message: `onnx: the model failed: ${message}` };
}
