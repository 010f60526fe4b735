"""One peer on one split: settings and thresholds from folds of the training part, then decisions on the test part."""

from dataclasses import dataclass

import numpy as np

from articles import thin
from classifiers import calibrated
from datasets import stratified_folds
from metrics import best_thresholds, macro_f1, one_of_each
from peers import CALIBRATED, PLAIN, TUNED

INNER_FOLDS = 3


@dataclass
class Decisions:
    """What one variant says of the test part; `probabilities` is None where the peer has none."""

    given: np.ndarray
    probabilities: np.ndarray | None


def out_of_fold(peer, params, exclusive, inputs, dataset):
    """Scores of each article by a model that has not seen it."""
    folds = stratified_folds(dataset, INNER_FOLDS)
    scores = np.zeros(dataset.labels.shape)
    for fold in range(INNER_FOLDS):
        rest, held_out = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        scores[held_out] = peer.score(params, exclusive, inputs[rest], dataset.labels[rest], inputs[held_out])
    return scores


def quality(scores, labels, peer, exclusive):
    """What settings are chosen by: accuracy if `exclusive`, else macro-F1 with the peer's thresholds."""
    if exclusive:
        return (one_of_each(scores) & labels).sum() / len(labels)
    tuned = set(peer.variants) & {TUNED, CALIBRATED}
    return macro_f1(scores > (best_thresholds(scores, labels) if tuned else peer.threshold), labels)


def choose(peer, exclusive, inputs, train):
    """The best of the candidates, and its out-of-fold scores on the whole training part if a variant needs them."""
    rows = np.arange(len(train))
    if len(train) > peer.choose_on:
        rows = np.array(thin(rows, peer.choose_on / len(train)))
    best = None
    for params in peer.candidates:
        scores = out_of_fold(peer, params, exclusive, inputs[rows], train.rows(rows))
        found = quality(scores, train.labels[rows], peer, exclusive)
        if best is None or found > best[0]:
            best = (found, params, scores)
    _, params, scores = best
    if len(rows) < len(train):
        needed = CALIBRATED in peer.variants or not exclusive
        scores = out_of_fold(peer, params, exclusive, inputs, train) if needed else None
    return params, scores


def decide(peer, variant, exclusive, known, labels, scores):
    """Decisions on the test part's `scores`; `known` and `labels` are those of the training part, out of fold."""
    certain = scores if peer.probabilities else None
    if variant == CALIBRATED:
        certain = calibrated(known, labels, scores, exclusive)
        known, scores = calibrated(known, labels, known, exclusive), certain
    if exclusive:
        return Decisions(one_of_each(scores), certain)
    thresholds = peer.threshold if variant == PLAIN else best_thresholds(known, labels)
    return Decisions(scores > thresholds, certain)


def run_split(peer, exclusive, inputs, train, test_inputs):
    """Chosen settings, and {variant: decisions} on the test part."""
    params, known = choose(peer, exclusive, inputs, train)
    scores = peer.score(params, exclusive, inputs, train.labels, test_inputs)
    variants = [variant for variant in peer.variants if not (exclusive and variant == TUNED)]
    decisions = {v: decide(peer, v, exclusive, known, train.labels, scores) for v in variants}
    return params, decisions
