"""Times the program and its peers, each in a fresh process on the same files, turn by turn.

    python speed.py TASNIF_BINARY CORPORA_DIR --output FILE.json [--runs N] [--only SYSTEM...] [--corpora NAME...]
"""

import argparse
import sys
from pathlib import Path

from articles import labels_of, read_articles
from files import Files
from jobs import PEER_CORPORA, TASKS, jobs_of_round
from process import memory_floor, run
from results import Results
from systems import all_systems

KEYS = ("task", "corpus", "system", "threads", "round", "limit")


def parse_arguments():
    """The command line."""
    names = list(all_systems(""))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", metavar="TASNIF_BINARY")
    parser.add_argument("folder", metavar="CORPORA_DIR", help="folder with the .jsonl.gz files")
    parser.add_argument("--output", required=True, metavar="FILE.json", help="results; what is there is not run again")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="rounds (default 3)")
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="SYSTEM", help=", ".join(names))
    parser.add_argument("--corpora", nargs="+", choices=PEER_CORPORA, default=list(PEER_CORPORA), metavar="NAME")
    parser.add_argument("--tasks", nargs="+", choices=TASKS, default=list(TASKS), metavar="TASK")
    parser.add_argument("--work", default="target/peers/work", metavar="FOLDER", help="for models and inputs")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N articles of each file, for a quick trial")
    return parser.parse_args()


def count_articles(path):
    """Number of articles in a file."""
    return sum(1 for _ in read_articles(path))


def share_right(source, output):
    """Share of the articles whose first topic is their label: shows that a rival does the same work, not how well."""
    pairs = zip(read_articles(source), read_articles(output), strict=True)
    right = [tagged.get("topics", [])[:1] == labels_of(article)[:1] for article, tagged in pairs]
    return round(sum(right) / len(right), 4)


def sizes(job, systems):
    """Bytes and articles that went in, bytes that came out."""
    found = {"input_bytes": job.source.stat().st_size, "articles": count_articles(job.source)}
    if "train" in job.task:
        system = systems.get(job.system)
        parts = system.model_files(job.output) if system else [job.output]
        return {**found, "model_bytes": sum(part.stat().st_size for part in parts)}
    found["output_bytes"] = job.output.stat().st_size
    if job.labelled:
        found["share_right"] = share_right(job.source, job.output)
    return found


def run_job(job, key, systems, log):
    """Times one job. An output of an earlier run is removed first."""
    job.output.unlink(missing_ok=True)
    result = {**key, **run(job.argv, log)}
    if "error" not in result:
        result.update(sizes(job, systems))
    return result


def main():
    """Runs what the command line asks for."""
    arguments = parse_arguments()
    systems = all_systems(Path(arguments.binary).resolve())
    files = Files(arguments.folder, arguments.work, arguments.limit)
    log = files.folder / "last.log"
    results = Results(arguments.output, "speed", KEYS)
    results.data["machine"]["memory_floor_kb"] = memory_floor(log)
    chosen = [systems[name] for name in arguments.only]
    plan = (Path(arguments.binary).resolve(), chosen, arguments.corpora, arguments.tasks)
    for number in range(arguments.runs):
        for job in jobs_of_round(files, *plan, number):
            key = {**job.key(), "round": number, "limit": arguments.limit}
            if results.has(**key) and job.output.exists():
                continue
            result = run_job(job, key, systems, log)
            results.add(result)
            told = result.get("error", "").split("\n")[0] or f"{result['wall_seconds']} s, {result['max_rss_kb']} KB"
            print(number, job.task, job.corpus, job.system, job.threads, told, file=sys.stderr)


if __name__ == "__main__":
    main()
