"""scikit-learn in a process of its own: trains a pipeline on a file of articles, or tags one.

    python peer_sklearn.py train CORPUS.jsonl MODEL --method METHOD
    python peer_sklearn.py predict MODEL INPUT.jsonl OUTPUT.jsonl

Texts are not folded: that is work of which the program is not relieved.
"""

import argparse
from itertools import islice

import joblib
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline

from articles import full_text, labels_of, read_articles, write_tags

NGRAMS = {"analyzer": "char_wb", "ngram_range": (2, 5)}
BATCH = 1000


def hashing():
    """Character n-grams within words into 2^20 columns; no vocabulary is kept."""
    return HashingVectorizer(n_features=2**20, alternate_sign=False, **NGRAMS)


METHODS = {
    "tfidf-nb": lambda: make_pipeline(TfidfVectorizer(**NGRAMS), ComplementNB(alpha=0.01)),
    "hashing-nb": lambda: make_pipeline(hashing(), ComplementNB(alpha=0.01)),
    "hashing-sgd": lambda: make_pipeline(hashing(), SGDClassifier(loss="log_loss", random_state=0)),
}


def train(arguments):
    """Fits the pipeline on all articles and stores it."""
    articles = list(read_articles(arguments.corpus))
    pipeline = METHODS[arguments.method]()
    pipeline.fit([full_text(article) for article in articles], [labels_of(article)[0] for article in articles])
    joblib.dump(pipeline, arguments.model)


def predict(arguments):
    """Tags the input in batches, so that memory holds."""
    pipeline = joblib.load(arguments.model)
    write_tags(arguments.output, tags(pipeline, read_articles(arguments.input)))


def tags(pipeline, articles):
    """Yields the id, the most probable topic and all probabilities of each article."""
    topics = [str(topic) for topic in pipeline.classes_]
    while batch := list(islice(articles, BATCH)):
        for article, row in zip(batch, pipeline.predict_proba([full_text(article) for article in batch])):
            yield article["id"], [topics[row.argmax()]], dict(zip(topics, row.tolist()))


def main():
    """Runs what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("train")
    command.add_argument("corpus")
    command.add_argument("model")
    command.add_argument("--method", choices=METHODS, required=True)
    command.set_defaults(run=train)
    command = commands.add_parser("predict")
    for name in ("model", "input", "output"):
        command.add_argument(name)
    command.set_defaults(run=predict)
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
