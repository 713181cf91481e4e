"""Makes fixtures/lightgbm.json: what LightGBM learns from the ranking data of src/trees/synthetic-ranking.fixture.ts.

    python3 -m venv /tmp/lightgbm && /tmp/lightgbm/bin/pip install lightgbm==4.7.0
    /tmp/lightgbm/bin/python packages/rerank-learned/scripts/lightgbm-reference.py

The data is made here once more, by the same arithmetic, so that no data file is needed. Values have two decimals:
both then have a bin for each value, and what is compared is the learning.
"""

import json
from pathlib import Path

import lightgbm
import numpy

OUT = Path(__file__).parent.parent / "fixtures" / "lightgbm.json"
COLUMNS = 12
PER_QUERY = 40
SETTINGS = {
    "objective": "lambdarank",
    "num_leaves": 15,
    "learning_rate": 0.05,
    "lambdarank_truncation_level": 30,
    "min_data_in_bin": 1,
    "feature_pre_filter": False,
    "deterministic": True,
    "num_threads": 1,
    "verbose": -1,
}


def seeded_random(seed):
    """mulberry32."""
    mask = 0xFFFFFFFF

    def number():
        nonlocal seed
        seed = (seed + 0x6D2B79F5) & mask
        bits = ((seed ^ (seed >> 15)) * (seed | 1)) & mask
        bits ^= (bits + ((bits ^ (bits >> 7)) * (bits | 61))) & mask
        return (bits ^ (bits >> 14)) / 2**32

    return number


def synthetic_ranking(seed, queries):
    random = seeded_random(seed)
    rows, labels = [], []
    for _ in range(queries * PER_QUERY):
        values = [(int(random() * 100) + int(random() * 100)) / 100 - 1 for _ in range(COLUMNS)]
        good = 2 * values[0] * values[1] + values[2] * values[2] - abs(values[3]) + 0.5 * values[4]
        noise = random() + random() - 1
        labels.append(sum(good + noise > limit for limit in (0.6, 1.1, 1.6)))
        rows.append([float("nan") if random() < 0.06 else value for value in values])
    return numpy.array(rows, dtype=numpy.float32), numpy.array(labels), [PER_QUERY] * queries


def mean_ndcg(scores, labels, groups, cutoff=10):
    """Over the queries with a relevant row; equal scores in the order of the rows."""
    values, start = [], 0
    for size in groups:
        gains = 2.0 ** labels[start : start + size] - 1
        order = numpy.argsort(-scores[start : start + size], kind="stable")
        discounts = 1 / numpy.log2(numpy.arange(2, size + 2))
        best = (numpy.sort(gains)[::-1] * discounts)[:cutoff].sum()
        if best > 0:
            values.append((gains[order] * discounts)[:cutoff].sum() / best)
        start += size
    return float(numpy.mean(values))


def main():
    rows, labels, groups = synthetic_ranking(1, 300)
    test_rows, test_labels, test_groups = synthetic_ranking(2, 300)
    data = lightgbm.Dataset(rows, labels, group=groups, params=SETTINGS, free_raw_data=False)
    report = {"lightgbm": lightgbm.__version__, "labelCounts": numpy.bincount(labels).tolist(), "runs": []}
    for rounds, min_leaf, min_hessian in ((1, 20, 1e-3), (30, 1, 0.5), (100, 20, 1e-3), (300, 20, 1e-3)):
        limits = {"min_data_in_leaf": min_leaf, "min_sum_hessian_in_leaf": min_hessian}
        booster = lightgbm.train({**SETTINGS, **limits}, data, rounds)
        scores = booster.predict(test_rows)
        run = {
            "rounds": rounds,
            "minLeaf": min_leaf,
            "minHessian": min_hessian,
            "trainingNdcg": mean_ndcg(booster.predict(rows), labels, groups),
            "testNdcg": mean_ndcg(scores, test_labels, test_groups),
            "scores": [round(float(score), 6) for score in scores[:40]],
        }
        report["runs"].append(run)
        print({name: run[name] for name in ("rounds", "trainingNdcg", "testNdcg")})
    OUT.write_text(json.dumps(report, indent=1) + "\n")


main()
