"""A JSON file of results that grows by one at a time, so that a break costs nothing."""

import json
import os
import platform
from importlib import metadata
from pathlib import Path

PACKAGES = ("scikit-learn", "numpy", "scipy", "fasttext", "vowpalwabbit")


def versions():
    """Version of each installed peer, and of Python."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found


def processor():
    """The processor's name where Linux tells it, else the machine type."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


class Results:
    """The results of one kind ("accuracy" or "speed"), each known by the values of its `keys`.

    A result that is there already is not computed again: delete the file to start afresh.
    """

    def __init__(self, path, kind, keys):
        self.path = Path(path)
        self.keys = keys
        self.data = self.load(kind)
        self.data["versions"] = versions()
        self.data["machine"] = {"processor": processor(), "cores": os.cpu_count(), "system": platform.platform()}

    def load(self, kind):
        """What an earlier run left."""
        if not self.path.exists():
            return {"kind": kind, "results": []}
        data = json.loads(self.path.read_text(encoding="utf-8"))
        if data.get("kind") != kind:
            raise SystemExit(f"{self.path} holds no {kind} results: give another --output")
        return data

    def key(self, result):
        """What tells one result from another."""
        return tuple(result.get(key) for key in self.keys)

    def has(self, **wanted):
        """Whether a result with these keys is there, without an error."""
        key = self.key(wanted)
        return any(self.key(result) == key and "error" not in result for result in self.data["results"])

    def add(self, result):
        """Puts `result` in place of an older one with the same keys, and saves all."""
        key = self.key(result)
        kept = [old for old in self.data["results"] if self.key(old) != key]
        self.data["results"] = kept + [result]
        draft = self.path.with_name(self.path.name + ".part")
        draft.write_text(json.dumps(self.data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        os.replace(draft, self.path)
