import { TsrError } from '@tsr/core';
import { type HnswlibModule, hnswlibEngine } from './hnswlib-engine.ts';
import { type UsearchModule, usearchEngine } from './usearch-engine.ts';
import type { EngineName, VectorEngineFactory } from './vector-engine.ts';

export type LoadEngine = (name: EngineName) => Promise<VectorEngineFactory>;

const packages: Readonly<Record<EngineName, { readonly specifier: string; readonly remedy: string }>> = {
  hnswlib: {
    specifier: 'hnswlib-node',
    remedy: 'npm install hnswlib-node, which needs Python and a C++ compiler, or use usearch, which needs neither',
  },
  usearch: { specifier: 'usearch', remedy: 'npm install usearch' },
};

/** @throws TsrError (`TSR_MISSING_DEPENDENCY`) if its package is not installed, or not for this platform. */
export const loadEngine: LoadEngine = async (name) => {
  const { specifier, remedy } = packages[name];
  try {
    const loaded = await import(specifier);
    const module: unknown = loaded.default ?? loaded;
    return name === 'hnswlib' ? hnswlibEngine(module as HnswlibModule) : usearchEngine(module as UsearchModule);
  } catch (cause) {
    const [reason] = String(cause).split('\n');
    const message = `dense-hnsw: ${specifier} could not be loaded (${reason}); ${remedy}`;
    throw new TsrError('TSR_MISSING_DEPENDENCY', message, { cause });
  }
};

export const EXACT_INSTEAD = 'Exact search is used instead; its time grows with the number of documents.';

/** An engine, and what was missing where it is not the first choice. */
export interface FoundEngine {
  /** Absent where none could be loaded. */
  readonly factory?: VectorEngineFactory;
  readonly warning?: string;
}

/** usearch if it loads, else hnswlib-node, else none. */
export async function findEngine(load: LoadEngine): Promise<FoundEngine> {
  const missing: string[] = [];
  for (const name of ['usearch', 'hnswlib'] as const) {
    try {
      const factory = await load(name);
      return { factory, ...(missing.length > 0 && { warning: `${missing.join('; ')}. ${name} is used instead.` }) };
    } catch (error) {
      missing.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { warning: `${missing.join('; ')}. ${EXACT_INSTEAD}` };
}
