import { createProvenance, formatProvenance, observationOf } from '@tsr/telemetry';
import { openTwoStage } from './open-two-stage.ts';
import { readQueries } from './read-queries.ts';
import type { StageOptions } from './stage-options.ts';

export interface ProvenanceOptions extends StageOptions {
  /** A query a line, or JSON Lines of `{ text }`; `-` is standard input. */
  readonly queries: string;
  readonly json: boolean;
  readonly signal: AbortSignal;
}

const MACRO = 'macro: the mean over the queries of the figure on its left, which counts all their results together';

/** `twostage provenance --queries FILE`: where the final results of many queries came from. */
export async function provenanceCommand(options: ProvenanceOptions): Promise<void> {
  const queries = await readQueries(options.queries);
  const opened = await openTwoStage(options);
  try {
    const provenance = createProvenance({ topK: options.topK });
    for (const query of queries) {
      const { trace } = await opened.retriever.explain(query, { signal: options.signal });
      provenance.add(observationOf(trace));
    }
    const report = provenance.report();
    const page = options.json ? JSON.stringify(report, null, 2) : `${formatProvenance(report)}\n\n${MACRO}`;
    process.stdout.write(`${page}\n`);
  } finally {
    await opened.dispose();
  }
}
