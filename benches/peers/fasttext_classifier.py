"""fastText supervised with character n-grams as a function: training texts and test texts → probabilities."""

import tempfile
from pathlib import Path

import fasttext
import numpy as np

NONE = "__label__none"
NGRAMS = {"minn": 2, "maxn": 5}


def label_lines(texts, labels):
    """Lines of fastText's training format.

    fastText skips lines without a label, so an article without a topic gets a label of its own.
    """
    for text, row in zip(texts, labels):
        tags = [f"__label__{topic}" for topic in np.flatnonzero(row)] or [NONE]
        yield f"{' '.join(tags)} {text}\n"


def train(texts, labels, threads=1, **settings):
    """Trains on folded texts; more than one thread makes the result differ from run to run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "train.txt"
        with path.open("w", encoding="utf-8") as out:
            out.writelines(label_lines(texts, labels))
        return fasttext.train_supervised(str(path), thread=threads, verbose=0, **NGRAMS, **settings)


def predict(model, texts, topics):
    """Probability of each of the `topics` topics; 0 for one that the model does not know."""
    scores = np.zeros((len(texts), topics))
    for row, (names, found) in enumerate(zip(*model.predict(list(texts), k=-1))):
        for name, probability in zip(names, found):
            if name != NONE:
                scores[row, int(name.removeprefix("__label__"))] = min(float(probability), 1.0)
    return scores


def score(params, exclusive, train_texts, labels, test_texts):
    """Softmax loss if `exclusive`, else one-vs-all."""
    model = train(train_texts, labels, loss="softmax" if exclusive else "ova", **params)
    return predict(model, test_texts, labels.shape[1])
