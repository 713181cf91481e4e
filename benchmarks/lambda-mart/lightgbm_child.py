"""Trains LightGBM on files of numbers. Usage: lightgbm_child.py '{ job }' REPORT"""

import json
import sys
import time

LACKING = 3


def main():
    try:
        import lightgbm
        import numpy
    except ImportError as error:
        print(f"{error}; point TSR_BENCH_PYTHON at a Python that has it", file=sys.stderr)
        sys.exit(LACKING)
    job, report_path = json.loads(sys.argv[1]), sys.argv[2]
    columns = job["columns"]
    rows = numpy.fromfile(job["rows"], dtype=numpy.float32).reshape(-1, columns)
    labels = numpy.fromfile(job["labels"], dtype=numpy.uint8)
    unseen = numpy.fromfile(job["unseen"], dtype=numpy.float32).reshape(-1, columns)
    settings = {
        "objective": "lambdarank",
        "num_leaves": job["leaves"],
        "learning_rate": job["learningRate"],
        "num_threads": 1,
        "deterministic": True,
        "force_col_wise": True,
        "verbose": -1,
    }
    start, cpu = time.perf_counter(), time.process_time()
    data = lightgbm.Dataset(rows, labels, group=job["groups"], params=settings)
    booster = lightgbm.train(settings, data, job["rounds"])
    report = {
        "version": lightgbm.__version__,
        "seconds": time.perf_counter() - start,
        "cpuSeconds": time.process_time() - cpu,
        "scores": booster.predict(unseen, num_threads=1).tolist(),
    }
    with open(report_path, "w", encoding="utf-8") as file:
        json.dump(report, file)


main()
