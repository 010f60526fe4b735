"""Corpora on disk → folded texts, a label matrix and splits, the same as the program uses."""

import hashlib
import json
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from articles import full_text, labels_of, read_articles, thin
from folding import fold

FOLDS = 5
CORPORA = {
    "sanad-khaleej": ("sanad-khaleej-train.jsonl.gz", "sanad-khaleej-test.jsonl.gz"),
    "ant-jawhara": ("ant-jawhara-train.jsonl.gz", "ant-jawhara-test.jsonl.gz"),
    "security-dev": ("security-dev.jsonl.gz", None),
}


@dataclass
class Dataset:
    """Labelled articles: `texts` folded, `labels` a Boolean matrix of articles by topics."""

    ids: np.ndarray
    texts: np.ndarray
    labels: np.ndarray

    def __len__(self):
        return len(self.ids)

    def rows(self, chosen):
        """The articles that the index or mask `chosen` selects."""
        return Dataset(self.ids[chosen], self.texts[chosen], self.labels[chosen])


@dataclass
class Task:
    """One corpus with its splits: pairs of training part and test part. All test parts together are measured."""

    name: str
    topics: list
    exclusive: bool
    splits: list


def read_dataset(path, limit, topics=None):
    """The articles of a file, thinned evenly to at most `limit`, and the topics, sorted unless given.

    A label that is not among the given topics is left out: no decision on its article can be right.
    """
    articles = list(read_articles(path))
    if limit and limit < len(articles):
        articles = thin(articles, limit / len(articles))
    topics = topics or sorted({topic for article in articles for topic in labels_of(article)})
    labels = np.array([[topic in labels_of(article) for topic in topics] for article in articles])
    texts = np.array([fold(full_text(article)) for article in articles], dtype=object)
    return Dataset(np.array([str(article["id"]) for article in articles]), texts, labels), topics


def stratified_folds(dataset, count):
    """Fold of each article: each combination of labels is dealt out evenly, in the order of a hash of the ids."""
    digests = [hashlib.sha256(name.encode()).hexdigest() for name in dataset.ids]
    order = sorted(range(len(dataset)), key=lambda i: (dataset.labels[i].tobytes(), digests[i]))
    folds = np.empty(len(dataset), dtype=int)
    folds[order] = np.arange(len(dataset)) % count
    return folds


def read_folds(path, dataset):
    """Fold of each article from a JSON file {id: fold}."""
    folds = json.loads(Path(path).read_text(encoding="utf-8"))
    missing = [name for name in dataset.ids if name not in folds]
    if missing:
        raise SystemExit(f"{path} has no fold for {len(missing)} articles, the first is {missing[0]}")
    return np.array([folds[name] for name in dataset.ids])


def split_source(name, folds_file):
    """Where the split of corpus `name` comes from; a file of folds is told by its digest."""
    if CORPORA[name][1]:
        return "train and test files"
    if folds_file:
        return f"folds of a file ({hashlib.sha256(Path(folds_file).read_bytes()).hexdigest()[:12]})"
    return f"{FOLDS} folds, stratified by a hash of the ids"


def load_task(folder, name, limit=None, folds_file=None):
    """Reads the corpus `name` of `folder`, with the split of its files or cross-validation folds."""
    train_name, test_name = CORPORA[name]
    train, topics = read_dataset(Path(folder) / train_name, limit)
    if test_name:
        test, _ = read_dataset(Path(folder) / test_name, limit, topics)
        splits = [(train, test)]
    else:
        folds = read_folds(folds_file, train) if folds_file else stratified_folds(train, FOLDS)
        splits = [(train.rows(folds != k), train.rows(folds == k)) for k in np.unique(folds)]
    exclusive = bool((train.labels.sum(axis=1) == 1).all())
    return Task(name, topics, exclusive, splits)


def quieten():
    """Silences warnings about topics with very few articles, which tiny slices have."""
    warnings.filterwarnings("ignore", category=UserWarning, module="sklearn")
