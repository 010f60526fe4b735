"""scikit-learn's classifiers as functions: training data and test data → one score per article and topic."""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import ComplementNB, MultinomialNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC


def probabilities(estimator, exclusive, train_x, labels, test_x):
    """Probability per topic: one classifier if `exclusive`, else one per topic."""
    if not exclusive:
        return OneVsRestClassifier(estimator).fit(train_x, labels).predict_proba(test_x)
    fitted = estimator.fit(train_x, labels.argmax(axis=1))
    scores = np.zeros((test_x.shape[0], labels.shape[1]))
    scores[:, fitted.classes_] = fitted.predict_proba(test_x)
    return scores


def multinomial_nb(params, exclusive, train_x, labels, test_x):
    """Multinomial naive Bayes, its own probabilities."""
    return probabilities(MultinomialNB(**params), exclusive, train_x, labels, test_x)


def complement_nb(params, exclusive, train_x, labels, test_x):
    """Complement naive Bayes (Rennie et al. 2003), its own probabilities."""
    return probabilities(ComplementNB(**params), exclusive, train_x, labels, test_x)


def one_vs_rest_nb(params, _exclusive, train_x, labels, test_x):
    """Mean log-odds of the features, each topic against the rest: naive Bayes without priors."""
    fitted = OneVsRestClassifier(MultinomialNB(**params)).fit(train_x, labels)
    weights = [log_odds(estimator, train_x.shape[1]) for estimator in fitted.estimators_]
    lengths = np.asarray(test_x.sum(axis=1)).reshape(-1, 1)
    return (test_x @ np.array(weights).T) / np.maximum(lengths, 1e-9)


def log_odds(estimator, features):
    """Weights of a two-class naive Bayes; 0 for a topic that no article of the training part has."""
    found = getattr(estimator, "feature_log_prob_", None)
    return np.zeros(features) if found is None else found[1] - found[0]


def linear_svc(params, _exclusive, train_x, labels, test_x):
    """Linear support vector machines, one per topic: signed distances."""
    fitted = OneVsRestClassifier(LinearSVC(random_state=0, **params)).fit(train_x, labels)
    scores = fitted.decision_function(test_x)
    scores[:, ~labels.any(axis=0)] = scores.min() - 1
    return scores


def calibrated(train_scores, labels, test_scores, exclusive):
    """Logistic regression of each topic on all topics' scores → probabilities; multinomial if `exclusive`."""
    regression = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    return probabilities(regression, exclusive, train_scores, labels, test_scores)
