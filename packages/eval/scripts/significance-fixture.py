"""Makes fixtures/significance.json: paired differences and what scipy says of them.

    python3 -m venv venv && venv/bin/pip install scipy==1.17.1
    venv/bin/python scripts/significance-fixture.py > fixtures/significance.json
"""
import json
import random

import numpy as np
from scipy import stats

random.seed(3)
cases = []
for n in [2, 3, 5, 8, 12, 30, 100, 300]:
    for shift in [0, 0.05, 0.4]:
        differences = [round(random.gauss(shift, 0.3), 6) for _ in range(n)]
        case = {"differences": differences, "t": stats.ttest_1samp(differences, 0).statistic, "p": stats.ttest_1samp(differences, 0).pvalue}
        if n <= 12:
            exact = stats.permutation_test((differences,), np.mean, permutation_type="samples", n_resamples=np.inf)
            case["exact"] = exact.pvalue
        else:
            boot = stats.bootstrap((differences,), np.mean, method="percentile", n_resamples=20000, rng=1)
            case["interval"] = list(boot.confidence_interval)
        cases.append(case)
grid = [{"t": t, "df": df, "p": 2 * stats.t.sf(t, df)} for t in [0.01, 0.5, 1, 1.96, 3, 8, 30] for df in [1, 2, 5, 24, 51, 299, 5000]]
print(json.dumps({"tool": "scipy", "cases": cases, "grid": grid}, separators=(",", ":")))
