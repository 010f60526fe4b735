"""Files of articles (JSON Lines, plain or gzip) → articles. Only the standard library, so that it loads at once."""

import gzip
import json


def open_text(path):
    """Opens a plain or gzip-compressed UTF-8 file for reading."""
    path = str(path)
    return gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")


def read_articles(path):
    """Yields the articles of a JSON Lines file as dictionaries."""
    with open_text(path) as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def full_text(article):
    """Title and text, one after the other."""
    return f"{article.get('title') or ''}\n{article['text']}"


def labels_of(article):
    """The labels of an article, a list that may be empty."""
    return article["labels"] if "labels" in article else [article["label"]]


def thin(items, part):
    """Every so many of `items`, evenly spread and in order, so that `part` (0 to 1) of them is left."""
    return [item for i, item in enumerate(items) if int((i + 1) * part) > int(i * part)]


def write_tags(path, rows):
    """Writes (id, topics, {topic: probability}) as the JSON Lines that the program writes."""
    with open(path, "w", encoding="utf-8") as out:
        for name, topics, probabilities in rows:
            row = {"id": name, "topics": topics, "probabilities": probabilities}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
