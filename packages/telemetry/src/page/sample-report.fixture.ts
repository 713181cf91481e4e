import { createHybridRetriever } from '@tsr/fusion';
import { observationOf } from '../provenance/observation.ts';
import { createProvenance, type ProvenanceOptions } from '../provenance/provenance.ts';
import type { ProvenanceReport } from '../provenance/provenance-report.ts';
import { createFixedReranker, createFixedRetriever, createSampleRetriever } from '../sample-stages.fixture.ts';

/** A shuffle of 0 to `count - 1` that depends on the seed alone. */
function order(count: number, seed: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => (i * 37 + seed * 61) % 101).map((value) => value + 1 / (1 + seed));
}

function scoresOf(prefix: string, count: number, seed: number): Readonly<Record<string, number>> {
  return Object.fromEntries(order(count, seed).map((score, i) => [`${prefix}${i}`, score]));
}

/** Real searches of a hybrid and a second stage, counted. The ids, and the names of the legs, begin with `prefix`. */
export async function sampleReport(
  { queries = 20, prefix = 'd', judged = false }: { queries?: number; prefix?: string; judged?: boolean } = {},
  options?: ProvenanceOptions,
): Promise<ProvenanceReport> {
  const provenance = createProvenance(options);
  for (let query = 0; query < queries; query++) {
    const retrievers = {
      [`${prefix}bm25`]: createFixedRetriever('lexical', scoresOf(prefix, 70, query)),
      [`${prefix}dense`]: createFixedRetriever('semantic', scoresOf(prefix, 90, query + 7)),
    };
    const secondStage = createFixedReranker(scoresOf(prefix, 95, query + 7), `${prefix}judge`);
    const retriever = createSampleRetriever({ firstStage: createHybridRetriever({ retrievers }), secondStage });
    const { trace } = await retriever.explain('q');
    const relevant = new Set([`${prefix}1`, `${prefix}5`, 'never found']);
    provenance.add(observationOf(trace), judged ? { relevant } : undefined);
  }
  return provenance.report();
}
