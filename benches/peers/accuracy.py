"""Trains the peers on the same files and splits as the program, and writes how well they tag.

    python accuracy.py CORPORA_DIR --output FILE.json [--corpora NAME...] [--only PEER...] [--folds FILE] [--limit N]
"""

import argparse
import sys
import time

import numpy as np

from datasets import CORPORA, load_task, quieten, split_source
from features import matrices
from metrics import measure
from peers import PEERS
from results import Results
from tuning import run_split

KEYS = ("corpus", "peer", "limit", "split")


def parse_arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", metavar="CORPORA_DIR", help="folder with the .jsonl.gz files")
    parser.add_argument("--output", required=True, metavar="FILE.json", help="results; what is there is not run again")
    parser.add_argument("--corpora", nargs="+", choices=CORPORA, default=list(CORPORA), metavar="NAME")
    parser.add_argument("--only", nargs="+", choices=PEERS, default=list(PEERS), metavar="PEER", help=", ".join(PEERS))
    parser.add_argument("--folds", metavar="FILE", help="JSON {id: fold} for the cross-validated corpus")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N articles of each file, for a quick trial")
    return parser.parse_args()


class Inputs:
    """What peers train and predict on; one kind of input is kept at a time, since matrices are large."""

    def __init__(self, task):
        self.task = task
        self.kind = None
        self.pairs = {}

    def get(self, kind, split):
        """Training and test input of one split."""
        if kind != self.kind:
            self.kind, self.pairs = kind, {}
        if split not in self.pairs:
            train, test = self.task.splits[split]
            texts = (train.texts, test.texts)
            self.pairs[split] = texts if kind == "text" else matrices(kind, *texts)
        return self.pairs[split]


def run_peer(task, peer, inputs):
    """Measures one peer on all splits of a task together: chosen settings and {variant: metrics}."""
    settings, gathered = [], {}
    for split, (train, _) in enumerate(task.splits):
        train_x, test_x = inputs.get(peer.input, split)
        params, decisions = run_split(peer, task.exclusive, train_x, train, test_x)
        settings.append(params)
        for variant, made in decisions.items():
            gathered.setdefault(variant, []).append(made)
    labels = np.concatenate([test.labels for _, test in task.splits])
    return settings, {variant: pooled(made, labels, task.exclusive) for variant, made in gathered.items()}


def pooled(made, labels, exclusive):
    """Metrics of the decisions of all splits together."""
    certain = [part.probabilities for part in made]
    probabilities = None if certain[0] is None else np.concatenate(certain)
    return measure(np.concatenate([part.given for part in made]), labels, exclusive, probabilities)


def run_corpus(arguments, name, results):
    """Runs the peers that have no result yet on one corpus."""
    key = {"corpus": name, "limit": arguments.limit, "split": split_source(name, arguments.folds)}
    missing = [peer for peer in arguments.only if not results.has(**key, peer=peer)]
    if not missing:
        return
    task = load_task(arguments.folder, name, arguments.limit, arguments.folds)
    inputs = Inputs(task)
    for peer in missing:
        start = time.perf_counter()
        settings, variants = run_peer(task, PEERS[peer], inputs)
        seconds = round(time.perf_counter() - start, 1)
        shape = {"exclusive": task.exclusive, "topics": task.topics, "articles": sum(len(t) for _, t in task.splits)}
        results.add({**key, "peer": peer, **shape, "settings": settings, "variants": variants, "seconds": seconds})
        print(name, peer, settings[0], variants, f"{seconds} s", file=sys.stderr)


def main():
    """Runs what the command line asks for."""
    quieten()
    arguments = parse_arguments()
    results = Results(arguments.output, "accuracy", KEYS)
    for name in arguments.corpora:
        run_corpus(arguments, name, results)


if __name__ == "__main__":
    main()
