import { loadEngine } from './load-engine.ts';
import type { EngineName } from './vector-engine.ts';

/** hnswlib-node is not there where it could not be compiled: its tests are left out then. usearch has to be. */
export async function installedEngines(): Promise<readonly EngineName[]> {
  const hnswlib = await loadEngine('hnswlib').then(
    () => ['hnswlib'] as const,
    () => [],
  );
  return [...hnswlib, 'usearch'];
}
