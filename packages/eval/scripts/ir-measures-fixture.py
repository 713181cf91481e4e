"""Makes fixtures/ir-measures.json: random judged runs with ties, and what ir_measures says of them.

    python3 -m venv venv && venv/bin/pip install ir_measures==0.4.3 pytrec-eval-terrier==0.5.11
    venv/bin/python scripts/ir-measures-fixture.py > fixtures/ir-measures.json

Grades from -1 to 4, scores of few values (ties), some of which are equal in 32 bits alone, ids beyond the basic plane.
ERR, exponential nDCG and RBP are computed here by their definitions: ir_measures takes the first two from a program that
prints five digits.
"""
import json
import math
import random
import struct

import ir_measures
import pytrec_eval
from ir_measures import AP, Judged, P, R, RR, Rprec, Success, nDCG

random.seed(8)
NAMES = [f"d{i}" for i in range(60)] + ["\U00010000", "\uffff", "\U0001f50e", "é", "Z"]
qrels, runs = {}, {}
for number in range(40):
    pool = random.sample(NAMES, random.choice([3, 20, 60]))
    grades = [0, 0, -1] if number % 10 == 3 else [-1, 0, 0, 1, 1, 2, 3, 4]
    qrels[f"{number + 1}"] = {d: random.choice(grades) for d in random.sample(pool, max(1, len(pool) // 2))}
    scores = [1.0, 1.0 + 1e-9, 2.5, 2.5000000001, 7.0, -3.0, 0.0] if number % 2 else [random.gauss(0, 1) for _ in range(50)]
    runs[f"{number + 1}"] = {d: random.choice(scores) for d in random.sample(pool, random.randint(1, len(pool)))}


def float32(value):
    return struct.unpack("f", struct.pack("f", value))[0]


def order(run):
    return sorted(run, key=lambda d: (float32(run[d]), d.encode()), reverse=True)


def exp_ndcg(run, grades, k):
    gain = lambda g: 2 ** max(g, 0) - 1
    dcg = sum(gain(grades.get(d, 0)) / math.log2(i + 2) for i, d in enumerate(order(run)[:k]))
    best = sum(gain(g) / math.log2(i + 2) for i, g in enumerate(sorted(grades.values(), reverse=True)[:k]))
    return dcg / best if best else 0.0


def err(run, grades, k):
    total, reading = 0.0, 1.0
    for i, d in enumerate(order(run)[:k]):
        satisfied = (2 ** max(grades.get(d, 0), 0) - 1) / 16
        total += reading * satisfied / (i + 1)
        reading *= 1 - satisfied
    return total


# Ties by trec_eval: score in 32 bits, then id descending.
trec = {
    "nDCG": nDCG, "nDCG@10": nDCG @ 10, "AP": AP, "AP(rel=2)": AP(rel=2), "AP@20": AP @ 20, "RR": RR, "RR(rel=3)": RR(rel=3),
    "P@5": P @ 5, "P(rel=2)@10": P(rel=2) @ 10, "Recall@20": R @ 20, "Rprec": Rprec,
    "Success@1": Success @ 1, "Success(rel=2)@5": Success(rel=2) @ 5,
}
# Ties by id ascending, as ir_measures' own.
own = {"MRR@10": RR @ 10, "MRR(rel=2)@5": RR(rel=2) @ 5, "Judged@10": Judged @ 10}
as_qrels = [ir_measures.Qrel(q, d, g) for q, grades in qrels.items() for d, g in grades.items()]
as_run = [ir_measures.ScoredDoc(q, d, s) for q, run in runs.items() for d, s in run.items()]


def values(measures, run):
    found = {q: {} for q in qrels}
    back = {measure: name for name, measure in measures.items()}
    for metric in ir_measures.iter_calc(list(measures.values()), as_qrels, run):
        found[metric.query_id][back[metric.measure]] = metric.value
    return found


# trec_eval's bpref crashes on grades below 0, and with many queries at once: it is given one at a time, without those,
# as it calls them "not in the pool".
def bpref(query):
    pooled = {d: grade for d, grade in qrels[query].items() if grade >= 0}
    if not pooled:
        return 0.0
    return pytrec_eval.RelevanceEvaluator({query: pooled}, {"bpref"}).evaluate({query: runs[query]})[query]["bpref"]


expected = {"trecEval": values(trec, as_run), "idAscending": values(own, as_run)}
for q, grades in qrels.items():
    expected["trecEval"][q]["Bpref"] = bpref(q)
    expected["trecEval"][q]["nDCG(dcg='exp-log2')@10"] = exp_ndcg(runs[q], grades, 10)
    expected["trecEval"][q]["ERR@10"] = err(runs[q], grades, 10)
    relevant = [grades.get(d, 0) >= 1 for d in order(runs[q])]
    expected["trecEval"][q]["RBP(p=0.8)"] = 0.2 * sum(0.8**i for i, r in enumerate(relevant) if r)
listed = {q: list(run.items()) for q, run in runs.items()}
print(json.dumps({"qrels": qrels, "runs": listed, "expected": expected}, separators=(",", ":")))
