"""The peers by name: how each scores, the settings it chooses from, and the variants that are measured."""

from dataclasses import dataclass
from typing import Callable

import classifiers
import fasttext_classifier

ALPHAS = [{"alpha": alpha} for alpha in (0.001, 0.01, 0.1, 1.0)]
SMALL_ALPHAS = [{"alpha": alpha} for alpha in (0.00001, 0.0001, 0.001, 0.01)]
COSTS = [{"C": c} for c in (0.1, 0.3, 1.0, 3.0, 10.0)]
PLAIN, TUNED, CALIBRATED = "plain", "tuned", "calibrated"


@dataclass(frozen=True)
class Peer:
    """A rival.

    `score(params, exclusive, train_x, labels, test_x)` gives one score per article and topic. Without tuning, a topic
    is given where the score exceeds `threshold`. `input` is "text" (folded) or a weighting of `features`. Settings are
    chosen on at most `choose_on` articles of the training part. Variants: plain, tuned (thresholds per topic from the
    training part; only for multi-label corpora), calibrated (logistic regression on out-of-fold scores, and
    thresholds).
    """

    score: Callable
    candidates: list
    threshold: float
    probabilities: bool
    variants: tuple
    input: str = "tf-idf"
    choose_on: int = 10_000


def fasttext_peer(epochs, rates):
    """fastText with so many epochs; the learning rate is chosen."""
    candidates = [{"epoch": epochs, "lr": rate} for rate in rates]
    return Peer(fasttext_classifier.score, candidates, 0.5, True, (PLAIN, TUNED), "text", 3_000)


PEERS = {
    "multinomial-nb": Peer(classifiers.multinomial_nb, ALPHAS, 0.5, True, (PLAIN, TUNED)),
    "complement-nb": Peer(classifiers.complement_nb, ALPHAS, 0.5, True, (PLAIN, TUNED)),
    "linear-svc": Peer(classifiers.linear_svc, COSTS, 0.0, False, (PLAIN, TUNED, CALIBRATED), "log-tf-idf"),
    "one-vs-rest-nb": Peer(classifiers.one_vs_rest_nb, SMALL_ALPHAS, 0.0, False, (CALIBRATED,), "shares"),
    "fasttext-5-epochs": fasttext_peer(5, (0.5, 1.0)),
    "fasttext-25-epochs": fasttext_peer(25, (0.1, 0.5)),
}
