import { TsrError } from '@tsr/core';
import { nativeRuntime, type Runtime, type RuntimeName, webRuntime } from './runtime.ts';

/** What a model is computed by. */
export interface Provider {
  /** As ONNX Runtime calls it: `cpu`, `cuda`, `webgpu`, …; `wasm` is onnxruntime-web. */
  readonly name: string;
  readonly runtime: RuntimeName;
  /** Those that would have been preferred and cannot be used here, and why. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

/** A way to open a session that was found to work. */
export interface OpenedWith<Session> {
  readonly session: Session;
  readonly runtime: Runtime;
  readonly provider: Provider;
}

type Open<Session> = (runtime: Runtime, provider: string) => Promise<Session>;

// Tried by themselves, best first; the others (webgpu, coreml, dml, tensorrt) on request.
const PREFERRED = ['cuda'];

/**
 * Opens a session with the provider of that name, or fails; never with another.
 * @throws TsrError `TSR_NOT_SUPPORTED`, `TSR_MISSING_DEPENDENCY`
 */
export async function openWith<Session>(name: string, open: Open<Session>): Promise<OpenedWith<Session>> {
  const runtime = name === 'wasm' ? await webRuntime() : await nativeRuntime();
  const there = providersOf(runtime);
  if (!there.includes(name))
    throw unusable(name, `onnxruntime-node on ${process.platform} ${process.arch} has ${there.join(', ')}`);
  const provider: Provider = { name, runtime: runtimeName(name), refused: [] };
  try {
    return { session: await open(runtime, name), runtime, provider };
  } catch (cause) {
    // On these a model opens unless something is wrong with it.
    if (name === 'cpu' || name === 'wasm') throw cause;
    throw unusable(name, String(cause), cause);
  }
}

/**
 * Opens a session with the best provider there is, and says which, and what was wrong with better ones. `gpu` says
 * whether one could help at all.
 * @throws TsrError `TSR_MISSING_DEPENDENCY` if neither runtime can be loaded.
 */
export async function openWithBest<Session>(gpu: boolean, open: Open<Session>): Promise<OpenedWith<Session>> {
  const refused: { name: string; reason: string }[] = [];
  for (const name of await candidates(gpu, refused)) {
    try {
      const opened = await openWith(name, open);
      return { ...opened, provider: { ...opened.provider, refused } };
    } catch (error) {
      if (name === 'cpu' || name === 'wasm') throw error;
      refused.push({ name, reason: String(error) });
    }
  }
  throw new TsrError('TSR_NOT_SUPPORTED', 'onnx: no execution provider is left to try');
}

async function candidates(gpu: boolean, refused: { name: string; reason: string }[]): Promise<readonly string[]> {
  try {
    const there = providersOf(await nativeRuntime());
    return [...PREFERRED.filter((name) => gpu && there.includes(name)), 'cpu'];
  } catch (native) {
    const web = await webRuntime().catch(() => undefined);
    if (web === undefined) throw native;
    refused.push({ name: 'cpu', reason: (native as Error).message });
    return ['wasm'];
  }
}

function providersOf(runtime: Runtime): readonly string[] {
  return runtime.listSupportedBackends?.().map(({ name }) => name) ?? ['wasm'];
}

function runtimeName(provider: string): RuntimeName {
  return provider === 'wasm' ? 'onnxruntime-web' : 'onnxruntime-node';
}

function unusable(name: string, fact: string, cause?: unknown): TsrError {
  return new TsrError(
    'TSR_NOT_SUPPORTED',
    `onnx: provider ${name} cannot be used: ${fact}; pass one that is there, or leave it out`,
    { cause },
  );
}

/** Says that WebAssembly was taken for want of native code, which a user would otherwise notice by the wait. */
export function warnOfSlowRuntime({ name, refused: [first] }: Provider): void {
  if (name !== 'wasm' || first === undefined) return;
  const message = `${first.reason}. Until then models run on onnxruntime-web, 4 to 9 times slower; pass provider: 'wasm' if that is meant`;
  process.emitWarning(message, { type: 'TsrWarning', code: 'TSR_SLOW_RUNTIME' });
}
