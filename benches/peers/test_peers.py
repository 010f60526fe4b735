"""Tests of folding, metrics and bookkeeping: `python -m unittest` in this folder."""

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
from sklearn.metrics import f1_score

from articles import thin
from datasets import Dataset, stratified_folds
from features import word_features
from folding import fold
from jobs import turned
from markdown import table
from metrics import best_threshold, best_thresholds, calibration_error, macro_f1, measure
from process import run
from report_speed import ratio
from results import Results


class Folding(unittest.TestCase):
    """The same cases as the table tests of `src/text`."""

    CASES = {
        "أَعلنتِ الوِزارةُ، مساءَ 12 أيّار": "اعلنت الوزاره مساء 00 ايار",
        "الأمـــن": "الامن",
        "مستشفى مدرسة کتابی": "مستشفي مدرسه كتابي",
        "ؤئءپچژگڤ": "ؤئءپچژگڤ",
        "Café Cafe\u0301 İSIL": "cafe cafe isil",
        "می\u200cشود \u202bأمن\u202c": "ميشود امن",
        "#أمن_الحدود🔥عاجل": "امن الحدود عاجل",
        "١٢٣٤ १२ م16 3,5 م²": "0000 00 م00 0 0 م",
        "و\u0654 ى\u0654 ي\u0655 ا\u0653": "ؤ ئ ي ا",
        "مو\u064f\u0654من شيـ\u0654ا و \u0654ي": "مؤمن شيا و ي",
        "و\u0654\u0654 وكتا\u0654ب": "ؤ وكتاب",
        "\ufef7 \ufe86 \ufbea و\ufdf2 مح\ufc61مد": "لا ؤ ئا والله محمد",
        "النبيﷺقال 500﷼ \u06c0": "النبي صلي الله عليه وسلم قال 000 ريال \u06d5",
    }

    def test_cases(self):
        for text, expected in self.CASES.items():
            self.assertEqual(fold(text), expected)

    def test_is_idempotent(self):
        for text in self.CASES:
            self.assertEqual(fold(fold(text)), fold(text))


class Features(unittest.TestCase):
    """Features of one word."""

    def test_short_word_is_its_own_ngram(self):
        self.assertEqual(word_features("من"), [" م", "من", "ن ", " من", "من ", " من "])

    def test_long_word_comes_whole(self):
        self.assertEqual(word_features("الحدود")[-1], "=الحدود")


class Metrics(unittest.TestCase):
    """Oracle for F1: scikit-learn; the calibration errors are worked out by hand."""

    def test_macro_f1(self):
        random = np.random.default_rng(0)
        given, labels = random.random((50, 4)) > 0.5, random.random((50, 4)) > 0.6
        self.assertAlmostEqual(macro_f1(given, labels), f1_score(labels, given, average="macro"))

    def test_macro_f1_leaves_out_topics_without_decisions(self):
        given = np.array([[True, False], [True, False]])
        self.assertEqual(macro_f1(given, given), 1.0)

    def test_calibration_error(self):
        found = calibration_error(np.array([0.95, 0.95, 0.15, 1.0]), np.array([1, 0, 0, 1]))
        self.assertAlmostEqual(found, (abs(2.9 - 2) + 0.15) / 4)

    def test_exclusive_calibration_takes_the_most_probable_topic(self):
        probabilities = np.array([[0.8, 0.2], [0.4, 0.6]])
        labels = np.array([[True, False], [True, False]])
        found = measure(probabilities > 0.5, labels, True, probabilities)
        self.assertAlmostEqual(found["calibration_error"], (0.2 + 0.6) / 2)
        self.assertEqual(found["accuracy"], 0.5)

    def test_threshold_is_the_best_of_all(self):
        random = np.random.default_rng(1)
        scores, labels = random.integers(0, 9, 60) / 9.0, random.random(60) > 0.6
        best = max(f1_score(labels, scores > cut) for cut in np.append(scores, -1.0))
        self.assertAlmostEqual(f1_score(labels, scores > best_threshold(scores, labels)), best)

    def test_topic_that_is_never_true_is_never_given(self):
        found = best_thresholds(np.array([[0.5], [0.7]]), np.zeros((2, 1), dtype=bool))
        self.assertEqual(found, [np.inf])


class Bookkeeping(unittest.TestCase):
    """Splits, order, results and processes."""

    def test_folds_deal_each_label_out_evenly(self):
        labels = np.array([[i % 2 == 0] for i in range(20)])
        names = np.array([str(i) for i in range(20)])
        folds = stratified_folds(Dataset(names, names, labels), 5)
        for fold_number in range(5):
            self.assertEqual(labels[folds == fold_number].sum(), 2)

    def test_thin_is_even(self):
        self.assertEqual(thin(range(8), 0.25), [3, 7])
        self.assertEqual(thin(range(3), 1.0), [0, 1, 2])

    def test_turned(self):
        self.assertEqual(turned([1, 2, 3], 4), [2, 3, 1])

    def test_results_survive_and_errors_are_tried_again(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "results.json"
            results = Results(path, "speed", ("system",))
            results.add({"system": "a", "wall_seconds": 1.0})
            results.add({"system": "b", "error": "exit code 2"})
            again = Results(path, "speed", ("system",))
            self.assertTrue(again.has(system="a"))
            self.assertFalse(again.has(system="b"))
            again.add({"system": "b", "wall_seconds": 2.0})
            self.assertEqual(len(json.loads(path.read_text())["results"]), 2)
            with self.assertRaises(SystemExit):
                Results(path, "accuracy", ("system",))

    def test_a_failed_process_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            found = run(["sh", "-c", "echo broken; exit 3"], Path(folder) / "log")
            self.assertEqual(found["error"], "exit code 3: broken")
            self.assertNotIn("system", found)

    def test_ratio_is_within_rounds(self):
        own = [{"round": 0, "wall_seconds": 1.0}, {"round": 1, "wall_seconds": 2.0}]
        other = [{"round": 0, "wall_seconds": 3.0}, {"round": 1, "wall_seconds": 6.0}]
        self.assertEqual(ratio(other, own, "wall_seconds"), "3.00×")

    def test_table(self):
        self.assertEqual(table(["a", "b"], [["x", 1]]), "| a | b |\n| --- | ---: |\n| x | 1 |")


if __name__ == "__main__":
    unittest.main()
