import type { DensePlan } from './dense-options.ts';
import type { DocumentLabels } from './document-labels.ts';
import type { LoadEngine } from './load-engine.ts';
import type { VectorIndex } from './vector-index.ts';

/** What a dense index is made of. */
export interface DenseParts {
  readonly plan: DensePlan;
  readonly labels: DocumentLabels;
  readonly vectors: VectorIndex;
  readonly load: LoadEngine;
}
