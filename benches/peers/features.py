"""Folded texts → tf-idf matrix of character n-grams within words and of whole words, by scikit-learn."""

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


def tf_idf(train_texts, test_texts):
    """Training and test matrix; idf and vocabulary are those of the training texts, features of one article left out."""
    vectorizer = TfidfVectorizer(analyzer=analyze, min_df=2, sublinear_tf=True, dtype=np.float32)
    return vectorizer.fit_transform(train_texts), vectorizer.transform(test_texts)
