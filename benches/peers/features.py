"""Folded texts → matrix of character n-grams within words and of whole words, by scikit-learn."""

from functools import lru_cache

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

NGRAMS = range(2, 6)


@lru_cache(maxsize=100_000)
def word_features(word):
    """Character n-grams of a word padded with spaces, those of `char_wb`, and the word itself where none of them is."""
    padded = f" {word} "
    features = [padded[i : i + n] for n in NGRAMS for i in range(len(padded) - n + 1)]
    return features if len(padded) in NGRAMS else features + [f"={word}"]


def analyze(text):
    """All features of a folded text, with multiplicity."""
    return [feature for word in text.split() for feature in word_features(word)]


WEIGHTINGS = {
    "tf-idf": {},
    "log-tf-idf": {"sublinear_tf": True},
    "shares": {"use_idf": False, "norm": "l1"},
}


def matrices(weighting, train_texts, test_texts):
    """Training and test matrix. Vocabulary and idf are those of the training texts; those in one article are dropped.

    "tf-idf" has the L2 norm, "log-tf-idf" takes 1 + ln of counts first, "shares" are counts divided by the article's
    length. Measured on security-dev, naive Bayes does best on "tf-idf" and one-vs-rest naive Bayes on "shares";
    LinearSVC has "log-tf-idf" by custom.
    """
    vectorizer = TfidfVectorizer(analyzer=analyze, min_df=2, dtype=np.float32, **WEIGHTINGS[weighting])
    return vectorizer.fit_transform(train_texts), vectorizer.transform(test_texts)
