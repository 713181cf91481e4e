"""Reference scores of BM25, one term at a time.

    python3 -m venv venv && venv/bin/pip install bm25s==0.3.16
    venv/bin/python scripts/make-bm25s-scores.py

Writes fixtures/bm25s-scores.json: for each variant and term, the scores of the documents that hold it, by their number.
Where bm25s differs from @tsr/bm25: its least idf of `robertson` is 0, not 1e-6; its `bm25+` gives documents that do not
hold a term idf times delta for it. Computed in 64 bits; bm25s adds up several terms in its own order.
"""

import json
from pathlib import Path

import bm25s

DOCUMENTS = [
    "gateway token rate",
    "gateway gateway limit rate rate rate",
    "token",
    "",
    "limit of the gateway and of the token and of the rate and of all",
    "rate",
    "portal portal portal portal portal portal portal portal token",
    "gateway",
    "gateway of the portal",
]
PARAMETERS = {"k1": 1.2, "b": 0.75, "delta": 1.0}

tokens = [document.split() for document in DOCUMENTS]
terms = sorted({term for document in tokens for term in document})
scores = {}
for variant in ("lucene", "robertson", "bm25+"):
    index = bm25s.BM25(method=variant, dtype="float64", **PARAMETERS)
    index.index(tokens, show_progress=False)
    scores[variant] = {}
    for term in terms:
        values = index.get_scores([term])
        scores[variant][term] = {at: float(values[at]) for at, held in enumerate(tokens) if term in held}

target = Path(__file__).parent.parent / "fixtures" / "bm25s-scores.json"
target.write_text(json.dumps({"documents": DOCUMENTS, "parameters": PARAMETERS, "scores": scores}, indent=1) + "\n")
