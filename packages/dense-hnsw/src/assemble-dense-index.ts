import { checkCount, checkOptions, createSerialQueue, invalidArgument, shown } from '@tsr/core';
import { createDenseChanges } from './dense-changes.ts';
import type { DenseIndex } from './dense-index.ts';
import type { DenseParts } from './dense-parts.ts';
import { createDenseSearch } from './dense-search.ts';
import type { DenseUpkeep } from './dense-upkeep.ts';
import { writeDenseFile } from './file/write-dense-file.ts';

export interface AssembleOptions {
  readonly upkeep: DenseUpkeep;
  /** How many documents there are. @default 0 */
  readonly size?: number;
}

export function assembleDenseIndex(parts: DenseParts, { upkeep, size = 0 }: AssembleOptions): DenseIndex {
  const { plan, vectors } = parts;
  const alone = createSerialQueue();
  const changes = createDenseChanges(parts, { upkeep, alone, size });
  return {
    ...createDenseSearch(parts, () => changes.revision),
    ...changes,
    dimensions: plan.dimensions,
    fingerprint: plan.embedder?.fingerprint,
    get engine() {
      return vectors.engine;
    },
    get revision() {
      return changes.revision;
    },
    async quality(options = {}) {
      const { topK = 100 } = checkOptions(plan.name, options);
      return vectors.quality(checkCount(plan.name, 'topK', topK));
    },
    compact: () => alone(upkeep.compact),
    async save(path) {
      if (typeof path !== 'string' || path === '') {
        throw invalidArgument(`${plan.name}: path is ${shown(path)}; pass the path of a file`);
      }
      await alone(async () => {
        await upkeep.done();
        await writeDenseFile(parts, path);
      });
    },
  };
}
