"""Input files for timing, plain JSON Lines made once from the corpora: whole, thinned and repeated.

Everything streams: a child's peak memory, as the kernel counts it, is at least its parent's at the start.
"""

import json
import os
from pathlib import Path

from articles import open_text

TRAIN_PARTS = {
    "ant-jawhara": ("ant-jawhara", 1.0),
    "sanad-eighth": ("sanad-khaleej", 0.125),
    "sanad-quarter": ("sanad-khaleej", 0.25),
    "sanad-half": ("sanad-khaleej", 0.5),
    "sanad": ("sanad-khaleej", 1.0),
}


def count_lines(path):
    """Number of lines of a text file."""
    with open_text(path) as lines:
        return sum(1 for _ in lines)


class Files:
    """Makes files in `folder` when they are asked for; `limit` thins every source to so many articles."""

    def __init__(self, source, folder, limit=None):
        self.source = Path(source)
        self.limit = limit
        self.folder = Path(folder) / (f"limit-{limit}" if limit else "full")
        self.folder.mkdir(parents=True, exist_ok=True)

    def train(self, corpus):
        """Training articles of `corpus`, thinned evenly and in order."""
        name, part = TRAIN_PARTS[corpus]
        return self.thinned(f"{name}-train", f"{corpus}-train.jsonl", part)

    def test(self, corpus):
        """Test articles of `corpus`, all of them whatever part of the training articles is taken."""
        name = TRAIN_PARTS[corpus][0]
        return self.thinned(f"{name}-test", f"{name}-test.jsonl", 1.0)

    def one(self):
        """A single article."""
        return self.make("one.jsonl", lambda out: out.write(self.first_line()))

    def repeated(self, copies):
        """The SANAD training articles so many times, each copy with ids of its own."""
        return self.make(f"sanad-times-{copies}.jsonl", lambda out: self.write_copies(out, copies))

    def thinned(self, source, name, part):
        """Every so many lines of the source, in order."""
        path = self.source / f"{source}.jsonl.gz"
        return self.make(name, lambda out: self.write_part(path, out, part))

    def write_part(self, path, out, part):
        """Copies `part` of the lines, after the limit."""
        if self.limit:
            part *= min(1.0, self.limit / count_lines(path))
        with open_text(path) as lines:
            for i, line in enumerate(lines):
                if int((i + 1) * part) > int(i * part):
                    out.write(line)

    def write_copies(self, out, copies):
        """Writes the articles again and again."""
        for copy in range(copies):
            with open_text(self.train("sanad")) as lines:
                for line in lines:
                    article = json.loads(line)
                    article["id"] = f"{copy}-{article['id']}"
                    out.write(json.dumps(article, ensure_ascii=False) + "\n")

    def first_line(self):
        """The first test article of Jawhara."""
        with open_text(self.test("ant-jawhara")) as lines:
            return next(lines)

    def make(self, name, write):
        """The path of the file `name`, written by `write` unless it is there; a cut file never takes the name."""
        path = self.folder / name
        if not path.exists():
            draft = path.with_name(name + ".part")
            with open(draft, "w", encoding="utf-8") as out:
                write(out)
            os.replace(draft, path)
        return path
