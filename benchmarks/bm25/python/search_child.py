"""Measures one engine in Python, as search-child.ts does one in JavaScript. Usage: search_child.py '{ job }' REPORT"""

import gc
import importlib
import json
import sys
import time

from memory import peak_bytes, resident_bytes
from query_times import time_queries

LACKING = 3


def read_lines(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def passage_text(document):
    """As passageText of @tsr/core."""
    title, text = document.get("title"), document["text"]
    if not title:
        return text
    return title if text == "" else f"{title}. {text}"


def load_engine(name):
    """Exits with the status that says why, where a package is not installed."""
    try:
        return importlib.import_module(f"{name}_engine")
    except ImportError as error:
        print(f"{error}; point TSR_BENCH_PYTHON at a Python that has it", file=sys.stderr)
        sys.exit(LACKING)


def main():
    job, report_path = json.loads(sys.argv[1]), sys.argv[2]
    engine = load_engine(job["engine"])
    documents = read_lines(job["corpus"])
    texts = [line["text"] for line in read_lines(job["queries"])]
    engine.prepare(job["analysis"])
    # What is there by now is no garbage: the collector need not look at it again during the build.
    gc.collect()
    gc.freeze()

    before = resident_bytes()
    start = time.perf_counter()
    search = engine.build(documents, [passage_text(document) for document in documents], job["analysis"], job["topK"])
    build_seconds = time.perf_counter() - start
    held = resident_bytes() - before
    gc.collect()
    gc.freeze()
    times = time_queries(texts, search, job["protocol"])
    peak = peak_bytes()

    rankings = []
    for text in texts:
        hits = search(text)
        rankings.append({"ids": [d["_id"] for d, _ in hits], "scores": [float(score) for _, score in hits]})
    report = {
        "version": engine.VERSION,
        "documents": len(documents),
        "buildSeconds": build_seconds,
        "times": times,
        "peakBytes": peak,
        "heldBytes": held,
        "rankings": rankings,
    }
    with open(report_path, "w", encoding="utf-8") as file:
        json.dump(report, file)


main()
