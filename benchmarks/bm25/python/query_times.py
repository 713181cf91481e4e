"""The protocol of query-times.ts: passes over all queries, each in another order; a query's time is its median."""

import math
import random
import statistics
import time


def time_queries(queries, search, protocol):
    warm_up(queries, search, protocol)
    times = [[] for _ in queries]
    stop = time.perf_counter() + protocol["measureSeconds"]
    passes = 0
    while passes == 0 or (passes < protocol["passes"] and time.perf_counter() < stop):
        order = list(range(len(queries)))
        random.Random(passes).shuffle(order)
        for query in order:
            text = queries[query]
            start = time.perf_counter()
            search(text)
            times[query].append((time.perf_counter() - start) * 1000)
        passes += 1
    medians = [statistics.median(each) for each in times]
    return {
        "passes": passes,
        "typical": {**percentiles_of(medians), "mean": statistics.fmean(medians)},
        "fastest": percentiles_of([min(each) for each in times]),
        "every": percentiles_of([value for each in times for value in each]),
    }


def warm_up(queries, search, protocol):
    stop = time.perf_counter() + protocol["warmUpSeconds"]
    for _ in range(protocol["warmUpPasses"]):
        for query in queries:
            search(query)
            if time.perf_counter() > stop:
                return


def percentiles_of(values):
    """Nearest rank."""
    ordered = sorted(values)

    def at(share):
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)]

    return {"p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "max": at(1)}
