"""The peers by name: how each scores, the settings it chooses from, and the variants that are measured."""

from dataclasses import dataclass
from typing import Callable

import classifiers
import fasttext_classifier

ALPHAS = [{"alpha": alpha} for alpha in (0.001, 0.01, 0.1, 1.0)]
COSTS = [{"C": c} for c in (0.1, 0.3, 1.0, 3.0, 10.0)]
PLAIN, TUNED, CALIBRATED = "plain", "tuned", "calibrated"


@dataclass(frozen=True)
class Peer:
    """A rival.

    `score(params, exclusive, train_x, labels, test_x)` gives one score per article and topic. Without tuning, a topic
    is given where the score exceeds `threshold`. `input` is "matrix" (tf-idf) or "text" (folded). Settings are chosen
    on at most `choose_on` articles of the training part. Variants: plain, tuned (thresholds per topic from the
    training part; only for multi-label corpora), calibrated (logistic regression on out-of-fold scores, and
    thresholds).
    """

    score: Callable
    candidates: list
    threshold: float
    probabilities: bool
    variants: tuple
    input: str = "matrix"
    choose_on: int = 10_000


def fasttext_peer(epochs):
    """fastText with so many epochs; the learning rate is chosen."""
    candidates = [{"epoch": epochs, "lr": rate} for rate in (0.1, 0.5)]
    return Peer(fasttext_classifier.score, candidates, 0.5, True, (PLAIN, TUNED), "text", 5_000)


PEERS = {
    "multinomial-nb": Peer(classifiers.multinomial_nb, ALPHAS, 0.5, True, (PLAIN, TUNED)),
    "complement-nb": Peer(classifiers.complement_nb, ALPHAS, 0.5, True, (PLAIN, TUNED)),
    "one-vs-rest-nb": Peer(classifiers.one_vs_rest_nb, ALPHAS, 0.0, False, (CALIBRATED,)),
    "linear-svc": Peer(classifiers.linear_svc, COSTS, 0.0, False, (PLAIN, TUNED, CALIBRATED)),
    "fasttext-5-epochs": fasttext_peer(5),
    "fasttext-25-epochs": fasttext_peer(25),
}
