"""Results of speed.py → Markdown: medians over the rounds, and ratios within each round."""

from statistics import median

from markdown import megabytes, seconds, table, times

OURS = "tasnif"
FLOOR_SLACK = 1.1
TITLES = {
    "train": "Training",
    "predict": "Prediction, JSONL in and out",
    "startup": "One article, process start included",
    "scaling-train": "Training as the corpus grows (tasnif, 2 threads)",
    "scaling-predict": "Prediction as the input grows (tasnif, 1 thread)",
    "threads-train": "Training with threads (tasnif, SANAD)",
    "threads-predict": "Prediction with threads (tasnif, SANAD)",
}


def grouped(results, *keys):
    """{values of the keys: results}, in the order of first appearance."""
    groups = {}
    for result in results:
        groups.setdefault(tuple(result[key] for key in keys), []).append(result)
    return groups


def with_processor_time(result):
    """The result with user and system time added up."""
    return {**result, "processor_seconds": result["user_seconds"] + result["system_seconds"]}


def middle(runs, field):
    """Median of a field over the runs."""
    return median(run[field] for run in runs)


def ratio(runs, own, field):
    """Median over the rounds of (peer / tasnif) in the same round; "-" if tasnif did not run then."""
    base = {run["round"]: run[field] for run in own}
    found = [run[field] / base[run["round"]] for run in runs if base.get(run["round"])]
    return times(median(found)) if found else "-"


def memory(runs, floor):
    """Peak memory; the kernel cannot show less than that of the process which started it."""
    peak = middle(runs, "max_rss_kb")
    return ("≤ " if peak <= floor * FLOOR_SLACK else "") + megabytes(peak * 1024)


def common_cells(runs, floor):
    """Threads, wall time, processor time, throughput and peak memory."""
    wall = middle(runs, "wall_seconds")
    work = middle(runs, "processor_seconds")
    speed = f"{runs[0]['input_bytes'] / 1e6 / wall:.3g}"
    return [runs[0]["threads"], seconds(wall), seconds(work), speed, memory(runs, floor)]


TIMES = ("wall_seconds", "processor_seconds")
COMMON = ["threads", "wall", "processor", "MB/s", "peak memory"]


def comparison(task, results, floor):
    """Rivals on one corpus, with the ratios to tasnif."""
    last = {"train": ["model"], "predict": ["first topic right"], "startup": []}[task]
    by_system = {name: runs for (name,), runs in grouped(results, "system").items()}
    own = by_system.get(OURS, [])
    rows = []
    for name, runs in sorted(by_system.items(), key=lambda item: middle(item[1], "wall_seconds")):
        cells = [name, *common_cells(runs, floor), *(ratio(runs, own, field) for field in TIMES)]
        if task == "train":
            cells.append(megabytes(runs[0]["model_bytes"]))
        if task == "predict":
            cells.append(f"{runs[0]['share_right']:.3f}")
        rows.append(cells)
    return table(["system", *COMMON, "wall to tasnif", "processor to tasnif", *last], rows)


def growth(results, floor):
    """tasnif alone: input size or threads in the first column, and the time beside that of the first row."""
    groups = grouped(results, "corpus", "threads")
    first = next(iter(groups.values()))
    rows = []
    for (corpus, _), runs in groups.items():
        size = megabytes(runs[0]["input_bytes"])
        grown = runs[0]["input_bytes"] / first[0]["input_bytes"]
        rows.append([corpus, size, *common_cells(runs, floor), times(grown), ratio(runs, first, "wall_seconds")])
    return table(["input", "size", *COMMON, "size to first row", "time to first row"], rows)


def task_section(task, results, floor):
    """All tables of one task."""
    parts = [f"### {TITLES[task]}"]
    if task not in ("train", "predict", "startup"):
        return "\n\n".join([*parts, growth(results, floor)])
    for (corpus,), runs in grouped(results, "corpus").items():
        size = f"{runs[0]['articles']} articles, {megabytes(runs[0]['input_bytes'])}"
        parts += [f"{corpus}: {size}", comparison(task, runs, floor)]
    return "\n\n".join(parts)


def failures(results):
    """A list of what did not run."""
    found = sorted({(r["task"], r["corpus"], r["system"], r["error"].splitlines()[0]) for r in results if "error" in r})
    return "\n".join(f"- {task}, {corpus}, {system}: {error}" for task, corpus, system, error in found)


def render(data):
    """All tasks, then failures."""
    floor = data["machine"].get("memory_floor_kb", 0)
    good = [with_processor_time(result) for result in data["results"] if "error" not in result]
    rounds = len({result["round"] for result in good})
    intro = f"Medians of {rounds} rounds; ratios are medians of those within a round. Memory is the process's peak."
    groups = {task: runs for (task,), runs in grouped(good, "task").items()}
    parts = [intro] + [task_section(task, groups[task], floor) for task in TITLES if task in groups]
    failed = failures(data["results"])
    return "\n\n".join(parts + ([f"### Not run\n\n{failed}"] if failed else []))
