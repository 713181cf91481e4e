import type { LiveReport } from './live-provenance.ts';

/** One figure of a window, in the words of Prometheus. */
export interface LiveMetric {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly samples: readonly LiveSample[];
}

export interface LiveSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * The figures of a live report that are worth an alarm or a curve, as metrics. Those that have no value yet have no
 * samples. Names and labels are here and nowhere else.
 */
export function liveMetrics({ window, total, provenance }: LiveReport): readonly LiveMetric[] {
  const { topK, byRank, moves, depth, results, queries } = provenance;
  const firstRanks = byRank.filter(({ to }) => to !== null && to <= topK);
  const share = firstRanks.reduce((sum, range) => sum + (range.share.micro ?? 0), 0);
  return [
    counter('tsr_searches_total', 'Searches since the start.', total.searches),
    counter(
      'tsr_searches_failed_total',
      'Searches that failed, were called wrongly or were aborted, since the start.',
      total.failed,
    ),
    counter('tsr_searches_degraded_total', 'Searches of which a stage did not do all of its work.', total.degraded),
    gauge('tsr_window_searches', 'Searches in the window that the figures below are of.', window.searches),
    gauge('tsr_window_searches_per_second', 'Searches a second in the window.', window.perSecond),
    ranged('tsr_window_share', 'Share of the results by range of first-stage ranks.', provenance),
    gauge(
      'tsr_window_first_ranks_share',
      'Share of the results from first-stage ranks within the top k.',
      results > 0 ? share : null,
    ),
    gauge(
      'tsr_window_entered_per_search',
      'Results a search from beyond the first top k.',
      queries > 0 ? moves.entered / queries : null,
    ),
    gauge('tsr_window_depth_p95', 'Deepest first-stage rank of a search, 95th percentile.', depth.deepest.p95),
    ...stageMetrics(provenance),
  ];
}

function stageMetrics({ stages }: LiveReport['provenance']): readonly LiveMetric[] {
  const durations = stages.flatMap(({ stage, path, durationMs }) =>
    (
      [
        ['0.5', durationMs.p50],
        ['0.95', durationMs.p95],
        ['0.99', durationMs.p99],
      ] as const
    ).map(([quantile, value]) => ({
      labels: { stage, path: path.join('/'), quantile },
      value: value === null ? null : value / 1000,
    })),
  );
  const agreement = stages.map(({ stage, path, reordering }) => ({
    labels: { stage, path: path.join('/') },
    value: reordering?.kendallTau ?? null,
  }));
  return [
    labelled('tsr_window_stage_seconds', 'What a stage took.', durations),
    labelled('tsr_window_kendall_tau', 'Agreement of the order that a reranker was given with its own.', agreement),
  ];
}

function ranged(name: string, help: string, { byRank }: LiveReport['provenance']): LiveMetric {
  return labelled(
    name,
    help,
    byRank.map(({ label, share }) => ({ labels: { ranks: label }, value: share.micro })),
  );
}

type Unfiltered = { readonly labels: LiveSample['labels']; readonly value: number | null };

function labelled(name: string, help: string, samples: readonly Unfiltered[]): LiveMetric {
  const known = samples.flatMap(({ labels, value }) => (value === null ? [] : [{ labels, value }]));
  return { name, help, type: 'gauge', samples: known };
}

function gauge(name: string, help: string, value: number | null): LiveMetric {
  return labelled(name, help, [{ labels: {}, value }]);
}

function counter(name: string, help: string, value: number): LiveMetric {
  return { name, help, type: 'counter', samples: [{ labels: {}, value }] };
}
