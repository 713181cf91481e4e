# Reference values of kendall-tau.test.ts and rank-biased-overlap.test.ts: scipy's kendalltau and the rbo package.
# pip install scipy rbo; python agreement-reference.py > ../src/provenance/fixtures/agreement.json
import json, random
from scipy.stats import kendalltau
import rbo

random.seed(5)
cases = []
for length in [1, 2, 3, 10, 37, 100]:
    for swaps in [0, 1, length, None]:
        order = list(range(1, length + 1))
        if swaps is None:
            order.reverse()
        else:
            for _ in range(swaps):
                i, j = random.randrange(length), random.randrange(length)
                order[i], order[j] = order[j], order[i]
        natural = list(range(1, length + 1))
        tau = None if length < 2 else kendalltau(natural, order).statistic
        overlap = rbo.RankingSimilarity(natural, order).rbo_ext(p=0.9)
        cases.append({"order": order, "tau": tau, "rbo": overlap})
print(json.dumps(cases))
