import { checkCount, createTurns, type TelemetrySink } from '@tsr/core';
import { observationOf, type ProvenanceObservation } from '../provenance/observation.ts';
import { createProvenance, type ProvenanceOptions } from '../provenance/provenance.ts';
import type { ProvenanceReport } from '../provenance/provenance-report.ts';
import type { QueryTrace } from '../traces/query-trace.ts';
import { createTraceCollector } from '../traces/trace-collector.ts';

export interface LiveProvenanceOptions extends ProvenanceOptions {
  /** How many of the latest searches are looked at. @default 1000 */
  readonly maxQueries?: number | undefined;
  /** Older ones are forgotten. @default 900000, a quarter of an hour */
  readonly maxAgeMs?: number | undefined;
  /** Epoch milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** A rolling window over a running program's searches. */
export interface LiveProvenance extends TelemetrySink {
  /** Of the window as it is when this is called. Long ones let the event loop run in between. */
  report(options?: { signal?: AbortSignal | undefined }): Promise<LiveReport>;
}

/** Plain JSON data. */
export interface LiveReport {
  readonly window: LiveWindow;
  /** Of the searches in the window that did not fail. */
  readonly provenance: ProvenanceReport;
  /** Since the start of the program. */
  readonly total: { readonly searches: number; readonly failed: number; readonly degraded: number };
}

export interface LiveWindow {
  /** Epoch milliseconds: when the oldest search in the window ended; null where it is empty. */
  readonly from: number | null;
  /** Epoch milliseconds: when the report was asked for. */
  readonly to: number;
  readonly searches: number;
  /** Searches that gave no results: they failed, were called wrongly, or were aborted by their callers. */
  readonly failed: number;
  /** Searches of which a stage did not do all of its work. */
  readonly degraded: number;
  /** Searches a second of the time that the window covers, a second at least; null for an empty window. */
  readonly perSecond: number | null;
}

interface Seen {
  readonly at: number;
  readonly observation: ProvenanceObservation | undefined;
  readonly degraded: boolean;
}

/** Candidates that a window may hold together, about 100 MB; beyond, the oldest searches are forgotten. */
const MOST_CANDIDATES = 500_000;

/**
 * A sink that remembers the latest searches, in bounded memory, and reports on them as `createProvenance` does: for a
 * running server. See `liveMetrics` for its figures as metrics.
 *
 * @example
 * const live = createLiveProvenance({ maxQueries: 500 });
 * const observed = withTelemetry(retriever, live);
 * const { window, provenance } = await live.report();
 */
export function createLiveProvenance(options: LiveProvenanceOptions = {}): LiveProvenance {
  const { now = Date.now, maxQueries, maxAgeMs, ...settings } = options;
  const most = checkCount('telemetry', 'maxQueries', maxQueries ?? 1000);
  const age = checkCount('telemetry', 'maxAgeMs', maxAgeMs ?? 15 * 60_000);
  createProvenance(settings);
  const seen: Seen[] = [];
  const total = { searches: 0, failed: 0, degraded: 0 };
  let candidates = 0;
  /** The window has every search after this: when it began, or when the last search that was forgotten ended. */
  let since = now();

  function forget(): void {
    const oldest = now() - age;
    while (seen.length > most || candidates > MOST_CANDIDATES || (seen[0] && seen[0].at < oldest)) {
      const forgotten = seen.shift()!;
      since = forgotten.at;
      candidates -= sizeOf(forgotten);
    }
  }

  function add(search: Seen): void {
    seen.push(search);
    candidates += sizeOf(search);
    total.searches++;
    if (!search.observation) total.failed++;
    if (search.degraded) total.degraded++;
    forget();
  }

  const collector = createTraceCollector({ onTrace: (trace) => add({ at: now(), ...seenOf(trace) }) });
  return {
    record: collector.record,
    async report({ signal } = {}) {
      forget();
      const searches = [...seen];
      const to = now();
      const window = windowOf(searches, Math.max(since, to - age), to);
      return { window, total: { ...total }, provenance: await provenanceOf(searches, settings, signal) };
    },
  };
}

function sizeOf({ observation }: Seen): number {
  return 1 + (observation?.candidates.length ?? 0);
}

/** A search that failed, or whose trace is not whole, has nothing to count. */
function seenOf({ events }: QueryTrace): Omit<Seen, 'at'> {
  const degraded = events.some((event) => event.degraded !== undefined);
  try {
    return { degraded, observation: observationOf(events) };
  } catch {
    return { degraded, observation: undefined };
  }
}

function windowOf(searches: readonly Seen[], since: number, to: number): LiveWindow {
  const from = searches[0]?.at ?? null;
  const seconds = Math.max(1000, to - since) / 1000;
  return {
    from,
    to,
    searches: searches.length,
    failed: searches.filter(({ observation }) => !observation).length,
    degraded: searches.filter(({ degraded }) => degraded).length,
    perSecond: from === null ? null : searches.length / seconds,
  };
}

async function provenanceOf(
  searches: readonly Seen[],
  options: ProvenanceOptions,
  signal: AbortSignal | undefined,
): Promise<ProvenanceReport> {
  const provenance = createProvenance(options);
  signal?.throwIfAborted();
  const turns = createTurns({ signal });
  for (const { observation } of searches) {
    if (observation) provenance.add(observation);
    if (turns.due()) await turns.give();
  }
  return provenance.report();
}
