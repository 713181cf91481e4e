import { createDenseIndex } from '@tsr/dense-hnsw';

/** hnswlib-node needs a compiler to install; where it is not there, tests that need it say so and are not run. */
export async function hnswlibInstalled(skipped: string): Promise<boolean> {
  try {
    await createDenseIndex({ dimensions: 2, engine: 'hnswlib' });
    return true;
  } catch (error) {
    console.warn(`SKIPPED: ${skipped}: ${(error as Error).message}`);
    return false;
  }
}
