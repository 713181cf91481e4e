"""Makes fixtures/trec-eval.json: random judged runs and what trec_eval says of them.

    python3 -m venv venv && venv/bin/pip install pytrec-eval-terrier==0.5.11
    venv/bin/python scripts/trec-eval-fixture.py > fixtures/trec-eval.json

Grades from -2 to 4, runs with unjudged documents, short and long; queries with judgments and no run, with a run and
no judgments, and without any relevant document. Scores are distinct, so the order is the same for everybody.
"""
import json
import random

import pytrec_eval

random.seed(20)
qrels, runs = {}, {}
for number in range(60):
    query = f"q{number}"
    pool = [f"d{i}" for i in range(random.choice([3, 12, 40, 160]))]
    grades = [0, -1, -2] if number % 10 == 7 else [-2, -1, 0, 0, 1, 1, 2, 3, 4]
    if number % 15 != 14:
        qrels[query] = {d: random.choice(grades) for d in random.sample(pool, max(1, len(pool) // 2))}
    if number % 12 != 11:
        runs[query] = random.sample(pool, random.randint(1, len(pool)))

names = {
    "nDCG@1": "ndcg_cut_1", "nDCG@10": "ndcg_cut_10", "nDCG@100": "ndcg_cut_100",
    "Recall@5": "recall_5", "Recall@100": "recall_100",
    "P@1": "P_1", "P@10": "P_10",
    "Success@1": "success_1", "Success@5": "success_5", "Success@10": "success_10",
    "MRR@1000": "recip_rank",
}
scored = {q: {d: float(len(ids) - i) for i, d in enumerate(ids)} for q, ids in runs.items()}
measures = {"ndcg_cut.1,10,100", "recall.5,100", "P.1,10", "success.1,5,10", "recip_rank"}
found = pytrec_eval.RelevanceEvaluator(qrels, measures).evaluate(scored)
expected = {q: {ours: found[q][theirs] for ours, theirs in names.items()} for q in found}
print(json.dumps({"qrels": qrels, "runs": runs, "expected": expected}, separators=(",", ":"), sort_keys=True))
