"""Vowpal Wabbit with character n-grams in a process of its own: trains on a file of articles, or tags one.

    python peer_vw.py train CORPUS.jsonl MODEL --ngrams words|text
    python peer_vw.py predict MODEL INPUT.jsonl OUTPUT.jsonl

Vowpal Wabbit has no character n-grams within words. `words` writes them out as features, once per word type, and hands
it long lines; `text` hands it single characters and lets it join up to five of them, across words, which is its own way
and other features. Texts are not folded: that is work of which the program is not relieved.
"""

import argparse
import json
from functools import lru_cache
from pathlib import Path

import vowpalwabbit

from articles import full_text, labels_of, read_articles, write_tags

BITS = 22
RESERVED = str.maketrans("|:", "  ")


@lru_cache(maxsize=100_000)
def word_features(word):
    """Character n-grams of 2 to 5 of a word padded with marks, as a piece of a line."""
    padded = f"_{word}_"
    return " ".join(padded[i : i + n] for n in range(2, 6) for i in range(len(padded) - n + 1))


def features_of(article, ngrams):
    """The features of an article as Vowpal Wabbit reads them."""
    words = full_text(article).translate(RESERVED).split()
    if ngrams == "words":
        return "| " + " ".join(map(word_features, words))
    return "| " + " ".join("_".join(words))


def settings_of(model):
    """Where topics and features are kept: beside the model."""
    return Path(f"{model}.json")


def train(arguments):
    """One pass over the articles with online one-against-all logistic regression."""
    topics = {}
    for article in read_articles(arguments.corpus):
        topics.setdefault(labels_of(article)[0], len(topics) + 1)
    join = " --ngram 5" if arguments.ngrams == "text" else ""
    options = f"--oaa {len(topics)} --probabilities --loss_function logistic -b {BITS} --quiet{join}"
    workspace = vowpalwabbit.Workspace(f"{options} -f {arguments.model}")
    for article in read_articles(arguments.corpus):
        workspace.learn(f"{topics[labels_of(article)[0]]} {features_of(article, arguments.ngrams)}")
    workspace.finish()
    settings = {"topics": list(topics), "ngrams": arguments.ngrams}
    settings_of(arguments.model).write_text(json.dumps(settings), encoding="utf-8")


def predict(arguments):
    """Tags article by article."""
    settings = json.loads(settings_of(arguments.model).read_text(encoding="utf-8"))
    workspace = vowpalwabbit.Workspace(f"-i {arguments.model} -t --probabilities --loss_function logistic --quiet")
    write_tags(arguments.output, tags(workspace, settings, read_articles(arguments.input)))
    workspace.finish()


def tags(workspace, settings, articles):
    """Yields the id, the most probable topic and all probabilities of each article."""
    for article in articles:
        values = workspace.predict(features_of(article, settings["ngrams"]))
        probabilities = dict(zip(settings["topics"], values))
        yield article["id"], [max(probabilities, key=probabilities.get)], probabilities


def main():
    """Runs what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("train")
    command.add_argument("corpus")
    command.add_argument("model")
    command.add_argument("--ngrams", choices=("words", "text"), default="words")
    command.set_defaults(run=train)
    command = commands.add_parser("predict")
    for name in ("model", "input", "output"):
        command.add_argument(name)
    command.set_defaults(run=predict)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
