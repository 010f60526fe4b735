"""Scores and labels → accuracy, macro-F1 and expected calibration error, defined as in `src/evaluate`."""

import numpy as np

BINS = 10


def one_of_each(scores):
    """For each article the topic with the highest score, as a Boolean matrix."""
    given = np.zeros(scores.shape, dtype=bool)
    given[np.arange(len(scores)), scores.argmax(axis=1)] = True
    return given


def f1_per_topic(given, labels):
    """2tp / (2tp + fp + fn) per topic, NaN where a topic is neither given nor true."""
    hits = (given & labels).sum(axis=0)
    whole = given.sum(axis=0) + labels.sum(axis=0)
    return np.divide(2.0 * hits, whole, out=np.full(len(whole), np.nan), where=whole > 0)


def macro_f1(given, labels):
    """Mean F1 of the topics where it is defined; 0 if it is nowhere."""
    scores = f1_per_topic(given, labels)
    return 0.0 if np.isnan(scores).all() else float(np.nanmean(scores))


def calibration_error(probabilities, came_true):
    """Expected calibration error with ten equal bins: mean |mean probability − observed share|, weighted by count."""
    bins = np.minimum((probabilities * BINS).astype(int), BINS - 1)
    gaps = np.zeros(BINS)
    np.add.at(gaps, bins, probabilities - came_true)
    return float(np.abs(gaps).sum() / len(probabilities))


def pooled_calibration_error(probabilities, labels, exclusive):
    """Of the most probable topic of each article if `exclusive`, else of all decisions on article and topic."""
    if not exclusive:
        return calibration_error(probabilities.ravel(), labels.ravel())
    rows = np.arange(len(labels))
    best = probabilities.argmax(axis=1)
    return calibration_error(probabilities[rows, best], labels[rows, best])


def measure(given, labels, exclusive, probabilities=None):
    """All metrics. `accuracy` is the share of articles whose topics are exactly the true ones."""
    measured = {
        "accuracy": float((given == labels).all(axis=1).mean()),
        "macro_f1": macro_f1(given, labels),
        "calibration_error": None,
    }
    if probabilities is not None:
        measured["calibration_error"] = pooled_calibration_error(probabilities, labels, exclusive)
    return measured


def best_thresholds(scores, labels):
    """Per topic, the threshold (scores above it count) with the best F1: halfway between two neighbouring scores."""
    return np.array([best_threshold(*column) for column in zip(scores.T, labels.T)])


def best_threshold(scores, labels):
    """The threshold of one topic; infinite if the topic is never true."""
    order = np.argsort(-scores, kind="stable")
    ranked, hits = scores[order], np.cumsum(labels[order])
    f1 = 2.0 * hits / (np.arange(1, len(order) + 1) + labels.sum())
    f1[:-1][ranked[:-1] == ranked[1:]] = 0.0
    best = int(f1.argmax())
    if f1[best] == 0.0:
        return np.inf
    return ranked[best] - 1e-9 if best + 1 == len(order) else (ranked[best] + ranked[best + 1]) / 2
