"""What is timed: a list of jobs for one round, in an order that turns from round to round."""

from dataclasses import dataclass
from pathlib import Path

from files import TRAIN_PARTS
from systems import System, command, predict_flags, tasnif

PEER_CORPORA = ("ant-jawhara", "sanad-quarter", "sanad-half", "sanad")
THREADS = (1, 2, 4)
COPIES = (1, 2, 4, 8)
TASKS = ("train", "predict", "startup", "scaling", "threads")


@dataclass
class Job:
    """One process to time: `argv` reads `source` and writes `output`. `labelled` if `source` tells the right topics."""

    task: str
    corpus: str
    system: str
    threads: int
    argv: list
    source: Path
    output: Path
    labelled: bool = False

    def key(self):
        """What tells its result from others of the same round."""
        return {"task": self.task, "corpus": self.corpus, "system": self.system, "threads": self.threads}


def turned(items, round_number):
    """The same items, another one first in each round, so that none always runs after the same neighbour."""
    start = round_number % len(items) if items else 0
    return items[start:] + items[:start]


def model_path(files, corpus, system: System):
    """Where a system's model of a corpus lies."""
    return files.folder / f"{corpus}.{system.name}.model"


def train_job(files, corpus, system, task="train"):
    """Training of one system on one corpus."""
    source, model = files.train(corpus), model_path(files, corpus, system)
    return Job(task, corpus, system.name, system.threads[0], system.train(source, model), source, model)


def predict_job(files, corpus, system, source, task="predict", named=None):
    """Prediction by one system's model of `corpus` on the file `source`."""
    output = files.folder / f"{corpus}.{system.name}.{task}.jsonl"
    argv = system.predict(model_path(files, corpus, system), source, output)
    labelled = task == "predict"
    return Job(task, named or corpus, system.name, system.threads[1], argv, source, output, labelled)


def startup_jobs(files, binary, systems):
    """Tagging one article, by models of Jawhara and by the built-in one."""
    source, output = files.one(), files.folder / "built-in.jsonl"
    argv = command(binary, *predict_flags(None, source, output, 1))
    built_in = Job("startup", "ant-jawhara", "tasnif-built-in", 1, argv, source, output)
    return [built_in] + [predict_job(files, "ant-jawhara", system, source, "startup") for system in systems]


def scaling_jobs(files, binary):
    """The program alone: training on 1/8 to all of SANAD, prediction on 1 to 8 times SANAD."""
    system = tasnif(binary, "tasnif-scaling", (2, 1))
    parts = [corpus for corpus in TRAIN_PARTS if corpus.startswith("sanad")]
    trains = [train_job(files, corpus, system, "scaling-train") for corpus in parts]
    streams = [(f"sanad-times-{n}", files.repeated(n)) for n in COPIES]
    predicts = [predict_job(files, "sanad", system, path, "scaling-predict", name) for name, path in streams]
    return trains + predicts


def thread_jobs(files, binary):
    """The program alone: training on SANAD and tagging its articles with 1, 2 and 4 threads."""
    systems = [tasnif(binary, "tasnif-threads", (count, count)) for count in THREADS]
    trains = [train_job(files, "sanad", system, "threads-train") for system in systems]
    source = files.repeated(1)
    return trains + [predict_job(files, "sanad", system, source, "threads-predict") for system in systems]


def jobs_of_round(files, binary, systems, corpora, tasks, round_number):
    """All jobs of one round; a model is trained before it is used."""
    systems = turned(list(systems), round_number)
    jobs = []
    for corpus in corpora:
        if {"train", "predict"} & set(tasks) or ("startup" in tasks and corpus == "ant-jawhara"):
            jobs += [train_job(files, corpus, system) for system in systems]
        if "predict" in tasks:
            jobs += [predict_job(files, corpus, system, files.test(corpus)) for system in systems]
    if "startup" in tasks and "ant-jawhara" in corpora:
        jobs += startup_jobs(files, binary, systems)
    if "scaling" in tasks:
        jobs += scaling_jobs(files, binary)
    if "threads" in tasks:
        jobs += thread_jobs(files, binary)
    return jobs
