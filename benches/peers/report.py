"""Result files → Markdown on standard output; nothing but the files goes in.

    python report.py FILE.json...

Takes results of accuracy.py and speed.py, and evaluation reports of the program (`tasnif evaluate --report`) in files
named CORPUS.METHOD.json, such as sanad-khaleej.nbsvm.json, which become rows of the accuracy tables.
"""

import argparse
import json
from pathlib import Path

import report_accuracy
import report_speed


def heading(data):
    """Machine and versions in a line each."""
    machine = data["machine"]
    packages = ", ".join(f"{name} {version}" for name, version in data["versions"].items())
    return f"Machine: {machine['processor']}, {machine['cores']} cores, {machine['system']}.\n\nPeers: {packages}."


def sort_files(paths):
    """Results by kind, and {corpus: {method: evaluation report}}."""
    kinds, reports = {}, {}
    for path in map(Path, paths):
        data = json.loads(path.read_text(encoding="utf-8"))
        if "kind" in data:
            kinds[data["kind"]] = data
        elif "per_topic" in data and path.stem.count(".") == 1:
            corpus, method = path.stem.split(".")
            reports.setdefault(corpus, {})[method] = data
        else:
            raise SystemExit(f"{path} is no result file: give those of accuracy.py or speed.py, or CORPUS.METHOD.json")
    return kinds, reports


def main():
    """Prints one section for each kind of result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE.json")
    kinds, reports = sort_files(parser.parse_args().files)
    sections = []
    if "accuracy" in kinds:
        sections += ["## Accuracy", heading(kinds["accuracy"]), report_accuracy.render(kinds["accuracy"], reports)]
    elif reports:
        sections += ["## Accuracy", report_accuracy.render({"results": []}, reports)]
    if "speed" in kinds:
        sections += ["## Speed", heading(kinds["speed"]), report_speed.render(kinds["speed"])]
    print("\n\n".join(sections))


if __name__ == "__main__":
    main()
