"""Reference values for the fusions, from ranx (https://github.com/AmenRa/ranx).

    python3 -m venv venv && venv/bin/pip install ranx==0.3.21
    venv/bin/python scripts/make-ranx-fixture.py > fixtures/ranx.json

Runs are free of ties: ranx sorts unstably. Numbers are seeded and rounded, so the file is the same each time.
"""

import json
import random

import ranx
from ranx import Run
from ranx.fusion import rrf, wsum
from ranx.normalization import min_max_norm

WEIGHTS = [[0.3, 0.7], [0.5, 0.5], [0.9, 0.1]]
KS = [1, 60]


def scores(rng, depth, low, high):
    ids = rng.sample([f"d{i}" for i in range(40)], depth)
    values = rng.sample([round(low + (high - low) * i / 9973, 6) for i in range(9974)], depth)
    return dict(zip(ids, values))


def cases():
    rng = random.Random(20231)
    yield "gaps", scores(rng, 25, 0, 30), scores(rng, 20, 0, 1)
    yield "negative scores", scores(rng, 15, -40, -3), scores(rng, 30, -1, 1)
    yield "disjoint", {"a": 3.5, "b": 1.25}, {"x": 0.9, "y": 0.2, "z": 0.1}
    yield "single document", {"d1": 7.5}, scores(rng, 10, 0, 1)
    yield "two documents", {"d1": 7.5, "d2": -2.25}, {"d2": 0.5, "d3": 0.25}
    yield "tiny range", {"d1": 0.001, "d2": 0.0009, "d3": 0.00085}, scores(rng, 12, 0.7, 0.71)


def fused(fuse, legs, **params):
    runs = [Run({"q": dict(leg)}) for leg in legs]
    return dict(fuse(runs, **params).to_dict()["q"])


def normalised_sum(legs, weights):
    runs = [min_max_norm(Run({"q": dict(leg)})) for leg in legs]
    return dict(wsum(runs, weights).to_dict()["q"])


print(
    json.dumps(
        {
            "tool": f"ranx {ranx.__version__ if hasattr(ranx, '__version__') else '0.3.21'}",
            "cases": [
                {
                    "name": name,
                    "legs": {"dense": dense, "bm25": bm25},
                    "minMaxWeightedSum": [
                        {"dense": w[0], "bm25": w[1], "scores": normalised_sum([dense, bm25], w)} for w in WEIGHTS
                    ],
                    "reciprocalRank": [{"k": k, "scores": fused(rrf, [dense, bm25], k=k)} for k in KS],
                }
                for name, dense, bm25 in cases()
            ],
        },
        indent=1,
    )
)
