"""Reference values for the fusions and normalisations, from ranx (https://github.com/AmenRa/ranx).

    python3 -m venv venv && venv/bin/pip install ranx==0.3.21
    venv/bin/python scripts/make-ranx-fixture.py > fixtures/ranx.json

Runs are free of ties: ranx sorts unstably. Numbers are seeded and rounded, so the file is the same each time. What ranx
does not have (DBSF, theoretical min-max) is computed here, by its definition. Ids are of one length: ranx cuts those of
later runs to the length in the first.
"""

import json
import random
import statistics

from ranx import Run
from ranx.fusion import (
    bordafuse, comb_anz, comb_gmnz, comb_max, comb_med, comb_min, comb_mnz, comb_sum, isr, log_isr, logn_isr, rbc, rrf,
    wsum,
)
from ranx.normalization import max_norm, min_max_norm, rank_norm, sum_norm, zmuv_norm


def scores(rng, depth, low, high):
    ids = rng.sample([f"d{i:02}" for i in range(40)], depth)
    values = rng.sample([round(low + (high - low) * i / 9973, 6) for i in range(9974)], depth)
    return dict(sorted(zip(ids, values), key=lambda item: -item[1]))


def cases():
    rng = random.Random(20231)
    yield "gaps", [scores(rng, 25, 0, 30), scores(rng, 20, 0, 1)]
    yield "negative scores", [scores(rng, 15, -40, -3), scores(rng, 30, -1, 1)]
    yield "disjoint", [{"a": 3.5, "b": 1.25}, {"x": 0.9, "y": 0.2, "z": 0.1}]
    yield "single document", [{"d01": 7.5}, scores(rng, 10, 0, 1)]
    yield "zero scores", [{"d01": 4.0, "d02": 0.0}, scores(rng, 9, 0, 1)]
    yield "two documents", [{"d01": 7.5, "d02": -2.25}, {"d02": 0.5, "d03": 0.25}]
    yield "tiny range", [{"d01": 0.001, "d02": 0.0009, "d03": 0.00085}, scores(rng, 12, 0.7, 0.71)]
    yield "three legs", [scores(rng, 12, 0, 30), scores(rng, 10, 0, 1), scores(rng, 14, -1, 1)]
    yield "four legs", [scores(rng, 9, 0, 3), scores(rng, 11, 0, 1), scores(rng, 8, 2, 9), scores(rng, 12, -5, 5)]


def runs(legs):
    return [Run({"q": dict(leg)}) for leg in legs]


def result(run):
    return {id: round(value, 12) for id, value in dict(run.to_dict()["q"]).items()}


def normalised(norm, legs):
    return [norm(run) for run in runs(legs)]


def three_sigma(leg):
    mean, deviation = statistics.fmean(leg.values()), statistics.pstdev(leg.values())
    return {id: 0.5 if deviation == 0 else (s - (mean - 3 * deviation)) / (6 * deviation) for id, s in leg.items()}


def theoretical(leg, least):
    best = max(leg.values())
    return {id: 1.0 if best == least else (s - least) / (best - least) for id, s in leg.items()}


def added(legs, weights):
    total = {}
    for leg, weight in zip(legs, weights):
        for id, value in leg.items():
            total[id] = total.get(id, 0) + weight * value
    return {id: round(value, 12) for id, value in total.items()}


WEIGHTS = [0.5, 0.3, 0.9, 0.1]
MINIMA = [-50.0, -2.0, -3.0, -6.0]


def fused(legs):
    ones = [1] * len(legs)
    weights = WEIGHTS[: len(legs)]
    yield {"method": "combSum", "normalise": "minMax"}, ones, result(comb_sum(normalised(min_max_norm, legs)))
    yield {"method": "combSum", "normalise": "none"}, ones, result(comb_sum(runs(legs)))
    yield {"method": "combSum", "normalise": "max"}, ones, result(comb_sum(normalised(max_norm, legs)))
    yield {"method": "combSum", "normalise": "sum"}, ones, result(comb_sum(normalised(sum_norm, legs)))
    yield {"method": "combSum", "normalise": "zScore"}, ones, result(comb_sum(normalised(zmuv_norm, legs)))
    yield {"method": "combSum", "normalise": "rank"}, ones, result(comb_sum(normalised(rank_norm, legs)))
    yield {"method": "weightedSum"}, weights, result(wsum(runs(legs), weights))
    yield {"method": "weightedSum", "normalise": "minMax"}, weights, result(wsum(normalised(min_max_norm, legs), weights))
    share = [weight / sum(weights) for weight in weights]
    yield {"method": "convexCombination"}, weights, result(wsum(normalised(min_max_norm, legs), share))
    for name, fuse in [("Mnz", comb_mnz), ("Anz", comb_anz), ("Max", comb_max), ("Min", comb_min), ("Med", comb_med)]:
        yield {"method": f"comb{name}", "normalise": "zScore"}, ones, result(fuse(normalised(zmuv_norm, legs)))
    yield {"method": "combGmnz", "normalise": "zScore", "gamma": 0.5}, ones, result(
        comb_gmnz(normalised(zmuv_norm, legs), 0.5)
    )
    for k in [1, 60]:
        yield {"method": "reciprocalRankFusion", "k": k}, ones, result(rrf(runs(legs), k=k))
    yield {"method": "inverseSquareRank"}, ones, result(isr(runs(legs)))
    yield {"method": "logInverseSquareRank"}, ones, result(log_isr(runs(legs)))
    yield {"method": "logNInverseSquareRank", "sigma": 0.05}, ones, result(logn_isr(runs(legs), 0.05))
    yield {"method": "rankBiasedCentroids", "phi": 0.8}, ones, result(rbc(runs(legs), 0.8))
    yield {"method": "bordaCount"}, ones, result(bordafuse(runs(legs)))
    yield {"method": "distributionBasedScoreFusion"}, ones, added([three_sigma(leg) for leg in legs], ones)
    minimum = {f"leg{i}": least for i, least in enumerate(MINIMA[: len(legs)])}
    parts = [theoretical(leg, least) for leg, least in zip(legs, MINIMA)]
    yield {"method": "convexCombination", "normalise": "theoreticalMinMax", "minimum": minimum}, weights, added(parts, share)


print(
    json.dumps(
        {
            "tool": "ranx 0.3.21",
            "cases": [
                {
                    "name": name,
                    "legs": legs,
                    "fused": [{"settings": s, "weights": w, "scores": scores} for s, w, scores in fused(legs)],
                }
                for name, legs in cases()
            ],
        },
        separators=(",", ":"),
    )
)
