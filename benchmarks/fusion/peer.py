"""ranx and ir_measures on the runs that fusion.ts wrote: seconds each, and scores to compare. Compiled code is warm.

    python3 -m venv venv && venv/bin/pip install ranx==0.3.21 ir_measures==0.4.3 pytrec-eval-terrier==0.5.11
"""
import json
import sys
import time

import ir_measures
from ir_measures import AP, P, R, RR, nDCG
from ranx import Qrels, Run, evaluate, fuse

folder = sys.argv[1]
paths = [f"{folder}/run{i}.trec" for i in range(3)]
runs = [Run.from_file(path, kind="trec") for path in paths]
small = [Run.from_file(f"{folder}/small{i}.trec", kind="trec") for i in range(3)]
METHODS = {
    "convexCombination": ("wsum", "min-max", {"weights": [1 / 3, 1 / 3, 1 / 3]}),
    "combSum": ("sum", "min-max", {}),
    "combMnz": ("mnz", "min-max", {}),
    "combMax": ("max", "min-max", {}),
    "combMed": ("med", "min-max", {}),
    "reciprocalRankFusion": ("rrf", None, {"k": 60}),
    "inverseSquareRank": ("isr", None, {}),
    "rankBiasedCentroids": ("rbc", None, {"phi": 0.98}),
    "bordaCount": ("bordafuse", None, {}),
}
seconds = {}
for name, (method, norm, params) in METHODS.items():
    fuse(runs=small, norm=norm, method=method, params=dict(params))
    start = time.perf_counter()
    fuse(runs=runs, norm=norm, method=method, params=dict(params))
    seconds[name] = time.perf_counter() - start
    print(name, seconds[name], file=sys.stderr, flush=True)
qrels = list(ir_measures.read_trec_qrels(f"{folder}/qrels.trec"))
run = list(ir_measures.read_trec_run(paths[0]))
wanted = [nDCG @ 10, AP, RR, P @ 10, R @ 100, nDCG @ 1000]
start = time.perf_counter()
means = ir_measures.calc_aggregate(wanted, qrels, run)
seconds["ir_measures"] = time.perf_counter() - start
ranx_qrels = Qrels.from_file(f"{folder}/qrels.trec", kind="trec")
names = ["ndcg@10", "map", "mrr", "precision@10", "recall@100", "ndcg@1000"]
evaluate(ranx_qrels, runs[0], names)
start = time.perf_counter()
evaluate(ranx_qrels, runs[0], names)
seconds["ranx evaluate"] = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "nDCG@10": means[nDCG @ 10]}))
