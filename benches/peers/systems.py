"""The program and its peers as command lines for training and prediction."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class System:
    """One rival: `train(corpus, model)` and `predict(model, input, output)` give command lines.

    `threads` are those of training and of prediction. A peer that has no such setting runs on one.
    """

    name: str
    train: Callable
    predict: Callable
    threads: tuple = (1, 1)

    def model_files(self, model):
        """The model and what lies beside it."""
        return [path for path in (Path(model), Path(f"{model}.json")) if path.exists()]


def tasnif(binary, name, threads, options=()):
    """The program; `threads` of training and of prediction."""

    def train(corpus, model):
        flags = ["--output", model, "--threads", threads[0], *options]
        return command(binary, "train", corpus, *flags)

    def predict(model, articles, output):
        return command(binary, *predict_flags(model, articles, output, threads[1]))

    return System(name, train, predict, threads)


def predict_flags(model, articles, output, threads):
    """Arguments of the program's prediction; without a model, the built-in one."""
    flags = ["predict", articles, "--format", "jsonl", "--output", output, "--threads", threads]
    return flags + ["--model", model] if model else flags


def python_peer(name, script, options, threads=(1, 1)):
    """A peer that is a script of this folder; `options` are those of training."""

    def train(corpus, model):
        return command(sys.executable, HERE / script, "train", corpus, model, *options)

    def predict(model, articles, output):
        return command(sys.executable, HERE / script, "predict", model, articles, output)

    return System(name, train, predict, threads)


def command(*arguments):
    """All arguments as strings."""
    return [str(argument) for argument in arguments]


def all_systems(binary):
    """Every system by name. Without an option in its name, tasnif trains on two threads and predicts on one."""
    systems = [
        tasnif(binary, "tasnif", (2, 1)),
        tasnif(binary, "tasnif-one-thread", (1, 1)),
        tasnif(binary, "tasnif-plain", (2, 1), ("--plain",)),
        tasnif(binary, "tasnif-nbsvm", (2, 1), ("--method", "nbsvm")),
        python_peer("sklearn-tfidf-nb", "peer_sklearn.py", ("--method", "tfidf-nb")),
        python_peer("sklearn-hashing-nb", "peer_sklearn.py", ("--method", "hashing-nb")),
        python_peer("sklearn-hashing-sgd", "peer_sklearn.py", ("--method", "hashing-sgd")),
        python_peer("fasttext", "peer_fasttext.py", ("--threads", "2"), (2, 1)),
        python_peer("vw-words", "peer_vw.py", ("--ngrams", "words")),
        python_peer("vw-text", "peer_vw.py", ("--ngrams", "text")),
    ]
    return {system.name: system for system in systems}
