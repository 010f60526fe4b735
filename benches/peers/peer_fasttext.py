"""fastText with character n-grams in a process of its own: trains on a file of articles, or tags one.

    python peer_fasttext.py train CORPUS.jsonl MODEL --threads N
    python peer_fasttext.py predict MODEL INPUT.jsonl OUTPUT.jsonl

Texts are not folded: that is work of which the program is not relieved.
"""

import argparse
import os
import tempfile

import fasttext

from articles import full_text, labels_of, read_articles, write_tags

SETTINGS = {"minn": 2, "maxn": 5, "epoch": 5, "lr": 0.5}
LABEL = "__label__"


def line_of(article):
    """The text of an article in one line."""
    return " ".join(full_text(article).split())


def train(arguments):
    """Writes the articles in fastText's format and trains on them."""
    handle, path = tempfile.mkstemp(suffix=".txt", dir=os.path.dirname(os.path.abspath(arguments.model)))
    try:
        with open(handle, "w", encoding="utf-8") as out:
            for article in read_articles(arguments.corpus):
                out.write(f"{LABEL}{labels_of(article)[0]} {line_of(article)}\n")
        fasttext.train_supervised(path, thread=arguments.threads, verbose=0, **SETTINGS).save_model(arguments.model)
    finally:
        os.unlink(path)


def predict(arguments):
    """Tags article by article; fastText predicts on one thread."""
    write_tags(arguments.output, tags(fasttext.load_model(arguments.model), read_articles(arguments.input)))


def tags(model, articles):
    """Yields the id, the most probable topic and all probabilities of each article."""
    for article in articles:
        (names,), (values,) = model.predict([line_of(article)], k=-1)
        topics = [name.removeprefix(LABEL) for name in names]
        yield article["id"], topics[:1], dict(zip(topics, map(float, values)))


def main():
    """Runs what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("train")
    command.add_argument("corpus")
    command.add_argument("model")
    command.add_argument("--threads", type=int, default=2)
    command.set_defaults(run=train)
    command = commands.add_parser("predict")
    for name in ("model", "input", "output"):
        command.add_argument(name)
    command.set_defaults(run=predict)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
