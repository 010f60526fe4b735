#!/usr/bin/env python3
"""A second reader of model files, written from FORMAT.md alone: tags text files.

Usage: read_model.py MODEL.tasnif ARTICLE.txt...

Prints one CSV line per article: its file name, then the probability of each topic, as
`tasnif predict --format csv` does; the two must agree in all four digits. Needs Python 3.9 and
nothing else. It folds letters as FORMAT.md says, but knows no presentation forms and no ligatures.
"""
import array
import collections
import math
import os
import re
import struct
import sys
import unicodedata

LETTERS = str.maketrans("أإآٱىةکی", "ااااي\u0647كي")
# Tatweel, soft hyphen, zero-width characters, bidi controls.
DELETED = re.compile("[\u0640\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


class Reader:
    """Takes numbers and strings from bytes, first to last."""

    def __init__(self, data):
        self.data, self.place = data, 0

    def number(self, form):
        (value,) = struct.unpack_from("<" + form, self.data, self.place)
        self.place += struct.calcsize("<" + form)
        return value

    def bytes(self, length):
        self.place += length
        return self.data[self.place - length : self.place]

    def string(self):
        return self.bytes(self.number("Q")).decode("utf-8")

    def list(self, item):
        return [item() for _ in range(self.number("Q"))]

    def numbers(self, form):
        return self.list(lambda: self.number(form))


def sections(data):
    assert data[:8] == b"TASNIF\x1a\n", "no model"
    version, count = struct.unpack_from("<II", data, 8)
    assert version == 1, f"format version {version}"
    found = {}
    for entry in range(count):
        tag, offset, length = struct.unpack_from("<4sQQ", data, 16 + 20 * entry)
        found[tag] = data[offset : offset + length]
    return found


def metadata(data):
    read, meta = Reader(data), {}
    meta["folding_version"] = read.number("I")
    meta["method"] = read.number("I")
    topic = lambda: (read.string(), read.string(), read.string(), read.number("Q"))
    meta["topics"] = read.list(topic)
    for name in ("min", "max", "title_weight", "lead_weight", "lead_chars"):
        meta[name] = read.number("I")
    meta["word_pairs"] = read.number("B")
    meta["transform"] = read.number("I")
    meta["scales"] = read.numbers("d")
    meta["bias"] = read.numbers("d")
    meta["normalisers"] = read.numbers("I")
    meta["decision"] = read.number("I")
    meta["link"] = read.number("I")
    if meta["decision"] == 1:
        meta["coefficients"] = read.numbers("d")
        meta["intercepts"] = read.numbers("d")
    meta["thresholds"] = read.numbers("d")
    meta["articles"], meta["without_topic"] = read.number("Q"), read.number("Q")
    meta["digest"] = read.string()
    meta["settings"] = read.list(lambda: (read.string(), read.string()))
    meta["quality"] = read.list(lambda: (read.string(), read.number("d")))
    assert read.place == len(data), "bytes are left over"
    return meta


def vocabulary(data):
    """N-grams and words, each → its feature number."""
    read = Reader(data)
    counts = read.number("Q"), read.number("Q")
    features, groups = 0, []
    for count in counts:
        previous, group = b"", {}
        for _ in range(count):
            shared, length = read.number("B"), read.number("B")
            previous = previous[:shared] + read.bytes(length)
            group[previous.decode("utf-8")] = features
            features += 1
        groups.append(group)
    return groups


def fold(token):
    letters = []
    for character in DELETED.sub("", token).translate(LETTERS):
        category = unicodedata.category(character)
        if category[0] == "M":
            continue
        if category == "Nd":
            letters.append("0")
        else:
            letters.append(character.lower() if character.isalpha() else " ")
    return "".join(letters).split()


def word_counts(title, text, meta):
    counts, place = collections.Counter(), 0
    for token in re.findall(r"[^ \t\n\f\r]+", title):
        counts.update(fold(token) * meta["title_weight"])
    for token in re.findall(r"[^ \t\n\f\r]+", text):
        weight = 1
        if place < meta["lead_chars"]:
            weight = meta["lead_weight"]
            place += len(token) + 1
        counts.update(fold(token) * weight)
    return counts


def probabilities(model, path):
    meta, (ngrams, words), weights = model
    assert not meta["word_pairs"], "word pairs are not read here"
    with open(path, encoding="utf-8") as file:
        title, text = file.read().split("\n", 1)
    columns = len(meta["scales"])
    sums, length = [0] * columns, 0
    for word, count in word_counts(title, text, meta).items():
        units = 1024 * count
        if meta["transform"] == 1:
            units = math.floor(1024 * (1 + math.log(count)) + 0.5)
        marked = "⟨" + word + "⟩"
        sizes = range(meta["min"], meta["max"] + 1)
        features = [ngrams.get(marked[i : i + n]) for n in sizes for i in range(len(marked) - n + 1)]
        if len(marked) > meta["max"]:
            features.append(words.get(word))
        length += units * len(features)
        for feature in features:
            if feature is not None:
                for column in range(columns):
                    sums[column] += units * weights[feature * columns + column]
    return readout(meta, sums, max(length / 1024, 1.0))


def readout(meta, sums, length):
    columns = range(len(sums))
    natural = [sums[k] * meta["scales"][k] / 1024 for k in columns]
    if meta["decision"] == 0:
        values = [meta["bias"][k] + natural[k] for k in columns]
    else:
        divisors = [length if form == 0 else math.sqrt(length) for form in meta["normalisers"]]
        scores = [natural[k] / divisors[k] for k in columns]
        rows = range(len(meta["intercepts"]))
        row = lambda t: meta["coefficients"][t * len(sums) : (t + 1) * len(sums)]
        values = [meta["intercepts"][t] + sum(a * b for a, b in zip(row(t), scores)) for t in rows]
    if meta["link"] == 0:
        return [1 / (1 + math.exp(-value)) for value in values]
    powers = [math.exp(value - max(values)) for value in values]
    return [power / sum(powers) for power in powers]


def main():
    with open(sys.argv[1], "rb") as file:
        found = sections(file.read())
    weights = array.array("h")
    weights.frombytes(found[b"WGHT"])
    if sys.byteorder == "big":
        weights.byteswap()
    model = metadata(found[b"META"]), vocabulary(found[b"VOCB"]), weights
    for path in sys.argv[2:]:
        values = probabilities(model, path)
        print(",".join([os.path.basename(path)] + [f"{value:.4f}" for value in values]))


main()
