import type { Attributes } from '@opentelemetry/api';
import type { StageEvent } from '@tsr/core';
import { ATTRIBUTE, OPERATION } from './names.ts';

/** The operation of a stage; a fusion has none in the conventions. */
export function operationOf({ stage }: StageEvent): string | undefined {
  if (stage === 'rerank') return OPERATION.rerank;
  return stage === 'fuse' ? undefined : OPERATION.retrieval;
}

/** What a span and its metrics have in common: names alone, no facts of one query. */
export function sharedAttributes(event: StageEvent): Attributes {
  const { stage, component } = event;
  return defined({
    [ATTRIBUTE.operation]: operationOf(event),
    [ATTRIBUTE.stage]: stage,
    [ATTRIBUTE.component]: component,
    [ATTRIBUTE.dataSource]: operationOf(event) === OPERATION.retrieval ? component : undefined,
    [ATTRIBUTE.model]: modelOf(event),
  });
}

/** Everything that a span says. Ids and scores of documents only where `includeDocuments`. */
export function spanAttributes(event: StageEvent, includeDocuments: boolean): Attributes {
  const { stage, traceId, input, output, query, degraded, notes = {} } = event;
  return defined({
    ...sharedAttributes(event),
    ...noteAttributes(notes),
    [ATTRIBUTE.traceId]: traceId,
    [ATTRIBUTE.topK]: stage === 'search' && typeof notes.finalK === 'number' ? notes.finalK : undefined,
    [ATTRIBUTE.queryText]: query,
    [ATTRIBUTE.inputCount]: input?.length,
    [ATTRIBUTE.outputCount]: output?.length,
    [ATTRIBUTE.rerankCandidates]: stage === 'rerank' ? input?.length : undefined,
    [ATTRIBUTE.documents]: includeDocuments && output ? documentsText(output) : undefined,
    [ATTRIBUTE.degradedReason]: degraded?.reason,
    [ATTRIBUTE.errorType]: typeof notes.error === 'string' ? notes.error : undefined,
  });
}

function modelOf({ notes = {} }: StageEvent): string | undefined {
  const model = notes.model ?? notes.embedder;
  return typeof model === 'string' ? model : undefined;
}

/** The schema of the conventions: objects with id and score. */
function documentsText(output: NonNullable<StageEvent['output']>): string {
  return JSON.stringify(output.map(({ id, score }) => ({ id, score })));
}

function noteAttributes(notes: Readonly<Record<string, unknown>>): Attributes {
  const plain = Object.entries(notes).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return Object.fromEntries(plain.map(([name, value]) => [ATTRIBUTE.notePrefix + name, value as string]));
}

function defined(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}
