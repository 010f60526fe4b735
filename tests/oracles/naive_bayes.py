"""One-vs-rest multinomial naive Bayes by scikit-learn on a small made-up corpus, for tests/naive_bayes.rs.

Run: pip install scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6; python tests/oracles/naive_bayes.py
It writes naive_bayes.json beside itself: the corpus, the settings, the names of the features, and for each alpha and topic
the log-odds ln P(f|topic) - ln P(f|rest) of every feature, the log of the prior odds, and ln P(topic|document).

The features are enumerated here anew, from the design and not from the Rust code. The words of the corpus are written as
folding leaves them, so that nothing has to be folded.
"""

import json
import pathlib

import sklearn
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.preprocessing import normalize

SETTINGS = {"min": 2, "max": 5, "title_weight": 3, "lead_weight": 2, "lead_chars": 14}
ALPHAS = [1.0, 0.01, 0.00001]
TOPICS = ["border", "cyber"]
DOCUMENTS = [
    {"title": "حرس الحدود", "text": "ضبط حرس الحدود شحنه عند المنفذ البري", "labels": ["border"]},
    {"title": "المنفذ", "text": "اغلق المنفذ بعد تسلل ليلي", "labels": ["border"]},
    {"title": "اختراق", "text": "حكم علي قرصان اخترق حسابات", "labels": ["cyber"]},
    {"title": "", "text": "اختراق حاسوب حرس المنفذ و قرصنه بيانات الحدود", "labels": ["border", "cyber"]},
    {"title": "رياضه", "text": "فاز الفريق علي ضيفه في ليل ممطر", "labels": []},
    {"title": "", "text": "ا", "labels": []},
]


def words(document):
    """Every word with the number of times it counts."""
    for word in document["title"].split():
        yield word, SETTINGS["title_weight"]
    position = 0
    for word in document["text"].split():
        yield word, SETTINGS["lead_weight"] if position < SETTINGS["lead_chars"] else 1
        position += len(word) + 1


def features(document):
    """The names of the document's features, each as often as it counts."""
    names = []
    for word, times in words(document):
        marked = f"⟨{word}⟩"
        grams = [
            f"ngram {marked[start:start + n]}"
            for n in range(SETTINGS["min"], SETTINGS["max"] + 1)
            for start in range(len(marked) - n + 1)
        ]
        if len(marked) > SETTINGS["max"]:
            grams.append(f"word {word}")
        names.extend(grams * times)
    return names


def fit(shares, counts, alpha, topic):
    """One topic against the rest."""
    model = MultinomialNB(alpha=alpha).fit(shares, [topic in document["labels"] for document in DOCUMENTS])
    rest, inside = list(model.classes_).index(False), list(model.classes_).index(True)
    weights = model.feature_log_prob_[inside] - model.feature_log_prob_[rest]
    return {
        "topic": topic,
        "bias": float(model.class_log_prior_[inside] - model.class_log_prior_[rest]),
        "weights": [round(float(weight), 10) for weight in weights],
        "log_posteriors": [round(float(row[inside]), 9) for row in model.predict_log_proba(counts)],
    }


vectorizer = CountVectorizer(analyzer=features)
counts = vectorizer.fit_transform(DOCUMENTS)
shares = normalize(counts.astype(float), norm="l1")
result = {
    "scikit-learn": sklearn.__version__,
    "settings": SETTINGS,
    "documents": DOCUMENTS,
    "features": vectorizer.get_feature_names_out().tolist(),
    "fits": [
        {"alpha": alpha, "topics": [fit(shares, counts, alpha, topic) for topic in TOPICS]} for alpha in ALPHAS
    ],
}
target = pathlib.Path(__file__).with_suffix(".json")
target.write_text(json.dumps(result, ensure_ascii=False) + "\n", encoding="utf-8")
print(f"{target.name}: {len(result['features'])} features, scikit-learn {sklearn.__version__}")
