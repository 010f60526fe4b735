"""Expected values of the tests in src/evaluate, computed by scikit-learn, scipy and numpy on metrics.json.

Run: pip install scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6; python tests/oracles/metrics.py
Each value is printed under the name that the Rust tests use in their comments.
"""

import json
import pathlib

import numpy as np
import scipy
import sklearn
from scipy.optimize import curve_fit
from scipy.stats import binomtest
from sklearn.metrics import (
    accuracy_score,
    brier_score_loss,
    confusion_matrix,
    f1_score,
    precision_recall_fscore_support,
)

DATA = json.loads((pathlib.Path(__file__).parent / "metrics.json").read_text())


def indicator(lists, topics):
    """Lists of topic indices -> 0/1 matrix of articles and topics."""
    matrix = np.zeros((len(lists), topics), dtype=int)
    for row, topics_of_article in enumerate(lists):
        matrix[row, topics_of_article] = 1
    return matrix


def ece(probability, came_true, bins=10):
    """Expected calibration error with equal-width bins, and the reliability table."""
    index = np.minimum((probability * bins).astype(int), bins - 1)
    total, table = 0.0, []
    for b in range(bins):
        inside = index == b
        if inside.any():
            predicted, observed = probability[inside].mean(), came_true[inside].mean()
            total += inside.mean() * abs(predicted - observed)
            table.append((b, int(inside.sum()), round(float(predicted), 10), round(float(observed), 10)))
    return total, table


def show(name, value):
    print(f"{name}: {np.round(value, 12).tolist() if not isinstance(value, list) else value}")


def report(name, exclusive):
    print(f"--- {name}")
    data = DATA[name]
    topics = len(data["topics"])
    _, truth, given, probability = zip(*data["outcomes"])
    probability = np.array(probability)
    y, t = indicator(truth, topics), indicator(given, topics)
    for average in (None, "micro", "macro"):
        scores = precision_recall_fscore_support(y, t, average=average, zero_division=np.nan)
        for label, value in zip(("precision", "recall", "f1", "support"), scores):
            if value is not None:
                show(f"{average or 'per topic'} {label}", value)
    show("exact match", accuracy_score(y, t))
    show("given", t.sum(axis=0))
    if exclusive:
        truth, given = np.array(truth)[:, 0], np.array(given)[:, 0]
        show("accuracy", accuracy_score(truth, given))
        show("confusion", confusion_matrix(truth, given))
        top = probability.argmax(axis=1)
        total, table = ece(probability.max(axis=1), (top == truth).astype(float))
    else:
        total, table = ece(probability.ravel(), y.ravel().astype(float))
    show("ece", total)
    show("reliability", table)
    show("ece per topic", [round(float(ece(probability[:, k], y[:, k].astype(float))[0]), 12) for k in range(topics)])
    briers = [brier_score_loss(y[:, k], probability[:, k], pos_label=1) for k in range(topics)]
    show("brier per topic", [round(float(b), 12) for b in briers])
    show("brier", np.mean(briers))


print(f"sklearn {sklearn.__version__}, scipy {scipy.__version__}, numpy {np.__version__}")
report("multi_label", exclusive=False)
report("exclusive", exclusive=True)
print("--- McNemar")
for b, c in [(1, 5), (10, 2), (5, 5), (30, 60), (480, 560)]:
    print(f"binomtest({b}, {b + c}, 0.5).pvalue: {binomtest(b, b + c, 0.5).pvalue:.15g}")
print("--- quantile")
print(np.quantile([1, 2, 4, 8], [0.025, 0.5, 0.975]).tolist())
print("--- groups of multi_label: articles before m06, then the others")
topics = len(DATA["multi_label"]["topics"])
for early in (True, False):
    part = [row for row in DATA["multi_label"]["outcomes"] if (row[0] < "m06") == early]
    y, t = (indicator([row[place] for row in part], topics) for place in (1, 2))
    show("exact match", accuracy_score(y, t))
    for average in ("macro", "micro"):
        show(f"{average} f1", f1_score(y, t, average=average, zero_division=np.nan))
print("--- baseline: the first of exclusive against one that has the first two wrong articles right")
_, truth, given, _ = zip(*DATA["exclusive"]["outcomes"])
truth, given = np.array(truth)[:, 0], np.array(given)[:, 0]
mended = given.copy()
mended[np.flatnonzero(given != truth)[:2]] = truth[np.flatnonzero(given != truth)[:2]]
show("accuracy", [accuracy_score(truth, given), accuracy_score(truth, mended)])
show("macro f1", [f1_score(truth, given, average="macro"), f1_score(truth, mended, average="macro")])
print(f"binomtest(0, 2, 0.5).pvalue: {binomtest(0, 2, 0.5).pvalue:.15g}")
print("--- inverse power law, error = a + b * n ** -c, weights proportional to n")
for errors in ([0.42, 0.36, 0.29, 0.27, 0.25], [0.30, 0.22, 0.21, 0.18, 0.185]):
    n = np.array([100.0, 200, 400, 600, 800])
    (a, b, c), _ = curve_fit(
        lambda n, a, b, c: a + b * n**-c, n, errors, p0=[0.1, 2, 0.5],
        sigma=1 / np.sqrt(n), bounds=([0, 0, 0.05], [1, np.inf, 2]),
        xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=100000,
    )
    show("a, b, c, error(1600)", [float(a), float(b), float(c), float(a + b * 1600**-c)])
