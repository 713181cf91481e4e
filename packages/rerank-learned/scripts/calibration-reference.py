"""Makes fixtures/calibration.json: the curves that scikit-learn fits to judged scores.

    python3 -m venv /tmp/sklearn && /tmp/sklearn/bin/pip install scikit-learn==1.9.1
    /tmp/sklearn/bin/python packages/rerank-learned/scripts/calibration-reference.py
"""

import json
from pathlib import Path

import numpy
import sklearn
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression

OUT = Path(__file__).parent.parent / "fixtures" / "calibration.json"


def case(name, seed, count, scale, shift, decimals):
    random = numpy.random.default_rng(seed)
    scores = numpy.round(random.normal(size=count) * scale + shift, decimals)
    relevant = random.random(count) < 1 / (1 + numpy.exp(-2 * (scores - shift) / scale + 1))
    asked = numpy.linspace(shift - 4 * scale, shift + 4 * scale, 25)
    platt = _SigmoidCalibration().fit(scores, relevant)
    isotonic = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(scores, relevant)
    return {
        "name": name,
        "scores": scores.tolist(),
        "relevant": relevant.astype(int).tolist(),
        "asked": asked.tolist(),
        "platt": {"slope": -platt.a_, "intercept": -platt.b_, "probabilities": platt.predict(asked).tolist()},
        "isotonic": isotonic.predict(asked).tolist(),
    }


def main():
    cases = [
        case("logits", 1, 80, 3, 0, 3),
        case("scores of BM25, many equal", 2, 120, 8, 25, 0),
        case("scores close together", 3, 60, 1e-3, 0.7, 6),
        case("few", 4, 6, 1, 0, 2),
    ]
    OUT.write_text(json.dumps({"scikit-learn": sklearn.__version__, "cases": cases}) + "\n")


main()
