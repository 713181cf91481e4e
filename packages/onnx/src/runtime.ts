import { TsrError } from '@tsr/core';

/** What is used of an ONNX runtime; both have the same. */
export type Runtime = Pick<typeof import('onnxruntime-node'), 'InferenceSession' | 'Tensor'> &
  Partial<Pick<typeof import('onnxruntime-node'), 'listSupportedBackends'>>;

export type RuntimeName = 'onnxruntime-node' | 'onnxruntime-web';

/** Native code. @throws TsrError `TSR_MISSING_DEPENDENCY` */
export async function nativeRuntime(): Promise<Runtime> {
  try {
    const runtime = await import('onnxruntime-node');
    // What fails is thrown; asking for a provider that is not there would print as well.
    runtime.env.logLevel = 'fatal';
    return runtime;
  } catch (cause) {
    throw missing('onnxruntime-node', cause);
  }
}

/** WebAssembly, on one thread. @throws TsrError `TSR_MISSING_DEPENDENCY` */
export async function webRuntime(): Promise<Runtime> {
  try {
    const runtime = await import('onnxruntime-web');
    runtime.env.wasm.numThreads = 1;
    return runtime as unknown as Runtime;
  } catch (cause) {
    throw missing('onnxruntime-web', cause);
  }
}

function missing(name: RuntimeName, cause: unknown): TsrError {
  const absent = (cause as { code?: unknown }).code === 'ERR_MODULE_NOT_FOUND';
  const message = absent
    ? `onnx: ${name} is not installed, ONNX models run on it; npm install ${name}`
    : `onnx: ${name} does not load here: ${String(cause)}; npm install ${name} for this platform`;
  return new TsrError('TSR_MISSING_DEPENDENCY', message, { cause });
}
