import type { DocumentSlots } from '@tsr/storage';
import type { AcceptedLabelSets } from './accepted-labels.ts';
import type { DensePlan } from './dense-options.ts';
import type { LoadEngine } from './engines/load-engine.ts';
import type { VectorIndex } from './vector-index.ts';

/** What a dense index is made of. A document's slot is the label of its vector. */
export interface DenseParts {
  readonly plan: DensePlan;
  readonly slots: DocumentSlots;
  readonly vectors: VectorIndex;
  readonly accepted: AcceptedLabelSets;
  readonly load: LoadEngine;
}
