"""One command line in a fresh process → wall time, processor time and peak memory, as the kernel counts them."""

import os
import subprocess
import time
from pathlib import Path

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
PRINTED = 500


def run(argv, log):
    """Runs `argv` to its end, output into the file `log`. Seconds, and peak resident kilobytes.

    Libraries that would start threads of their own are held to one; what a command asks for itself stands.
    """
    environment = {**os.environ, **dict.fromkeys(ONE_THREAD, "1")}
    with open(log, "wb") as out:
        start = time.perf_counter()
        child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environment)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    measured = {
        "wall_seconds": round(wall, 4),
        "user_seconds": round(usage.ru_utime, 4),
        "system_seconds": round(usage.ru_stime, 4),
        "max_rss_kb": usage.ru_maxrss,
    }
    if child.returncode != 0:
        said = Path(log).read_text(encoding="utf-8", errors="replace").strip()
        measured["error"] = f"exit code {child.returncode}: {said[-PRINTED:]}"
    return measured


def memory_floor(log):
    """The least peak memory that can be seen: that of a program which does nothing."""
    return run(["true"], log)["max_rss_kb"]
