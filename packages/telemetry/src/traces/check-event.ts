import { type StageEvent, shown } from '@tsr/core';
import { TRACE_VERSION } from './query-trace.ts';

/** Why a line of a trace file is not used. */
export interface EventFault {
  readonly kind: 'version' | 'not-an-event';
  readonly message: string;
}

const STAGES: ReadonlySet<unknown> = new Set(['search', 'retrieve', 'fuse', 'rerank']);

/** The event that a line of JSON holds, or what is wrong with it. What comes out is safe to compute with. */
export function eventOf(value: unknown): StageEvent | EventFault {
  if (!isObject(value)) return notAnEvent(`the line is ${shown(value)}`);
  const { v, ...event } = value;
  if (v !== TRACE_VERSION) {
    const fact = v === undefined ? 'has no version' : `is of version ${shown(v)}`;
    return { kind: 'version', message: `the event ${fact}; this reads version ${TRACE_VERSION}` };
  }
  const fault = faultOf(event);
  return fault ? notAnEvent(fault) : (event as unknown as StageEvent);
}

function notAnEvent(fact: string): EventFault {
  return { kind: 'not-an-event', message: `${fact}; a stage event was expected` };
}

type Fields = Readonly<Record<string, unknown>>;

function faultOf(event: Fields): string | undefined {
  const { stage, component, traceId, spanId, parentId, startedAt, durationMs, notes, degraded } = event;
  if (!STAGES.has(stage)) return `stage is ${shown(stage)}`;
  for (const [name, value] of Object.entries({ component, traceId, spanId })) {
    if (typeof value !== 'string' || value === '') return `${name} is ${shown(value)}`;
  }
  if (parentId !== undefined && (typeof parentId !== 'string' || parentId === spanId)) {
    return `parentId is ${shown(parentId)}`;
  }
  if (!Number.isFinite(startedAt)) return `startedAt is ${shown(startedAt)}`;
  if (!Number.isFinite(durationMs) || (durationMs as number) < 0) return `durationMs is ${shown(durationMs)}`;
  if (notes !== undefined && !isObject(notes)) return `notes is ${shown(notes)}`;
  if (degraded !== undefined && !isDegradation(degraded)) return `degraded is ${shown(degraded)}`;
  if (event.query !== undefined && typeof event.query !== 'string') return `query is ${shown(event.query)}`;
  return itemsFault('input', event.input) ?? itemsFault('output', event.output);
}

function itemsFault(name: string, items: unknown): string | undefined {
  if (items === undefined) return undefined;
  if (!Array.isArray(items)) return `${name} is ${shown(items)}`;
  const ids = new Set<string>();
  for (const [index, item] of items.entries()) {
    const fault = itemFault(item);
    if (fault) return `${name}[${index}]${fault}`;
    ids.add(item.id);
  }
  return ids.size === items.length ? undefined : `${name} has an id twice`;
}

function itemFault(item: unknown): string | undefined {
  if (!isObject(item)) return ` is ${shown(item)}`;
  const { id, score, rank, tier } = item;
  if (typeof id !== 'string' || id === '') return `.id is ${shown(id)}`;
  if (!Number.isFinite(score)) return `.score is ${shown(score)}`;
  if (!(Number.isInteger(rank) && (rank as number) >= 1)) return `.rank is ${shown(rank)}`;
  if (tier !== undefined && !(Number.isInteger(tier) && (tier as number) >= 0)) return `.tier is ${shown(tier)}`;
  return undefined;
}

function isDegradation(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { stage, component, reason, message, scored = 0, of = 0 } = value;
  const texts = [stage, component, reason, message].every((text) => typeof text === 'string');
  return texts && [scored, of].every((count) => Number.isInteger(count) && (count as number) >= 0);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
