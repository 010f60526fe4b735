#!/bin/sh
# Makes a Python environment under target/peers, installs the pinned peers, and runs them on the given corpora:
# accuracy.py, or with --speed speed.py with the release build of the program. Further flags go to that script.
#
#   benches/peers/run.sh CORPORA_DIR [FLAGS...]
#   benches/peers/run.sh --speed CORPORA_DIR [FLAGS...]
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
base=${TASNIF_PEERS:-$root/target/peers}
python=${PYTHON:-python3.11}
binary=${TASNIF:-$root/target/release/tasnif}

task=accuracy
if [ "${1:-}" = --speed ]; then
    task=speed
    shift
fi
if [ $# -eq 0 ]; then
    echo "usage: $0 [--speed] CORPORA_DIR [FLAGS...]" >&2
    exit 2
fi
corpora=$1
shift

mkdir -p "$base"
if ! cmp -s "$here/requirements.txt" "$base/installed.txt"; then
    "$python" -m venv "$base/venv"
    "$base/venv/bin/pip" install --quiet --requirement "$here/requirements.txt"
    cp "$here/requirements.txt" "$base/installed.txt"
fi

export PYTHONDONTWRITEBYTECODE=1 OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
if [ "$task" = speed ]; then
    if [ ! -x "$binary" ]; then
        echo "$binary is missing: run 'cargo build --release', or name another in TASNIF" >&2
        exit 2
    fi
    "$base/venv/bin/python" "$here/speed.py" "$binary" "$corpora" --output "$base/speed.json" --work "$base/work" "$@"
else
    "$base/venv/bin/python" "$here/accuracy.py" "$corpora" --output "$base/accuracy.json" "$@"
fi
"$base/venv/bin/python" "$here/report.py" "$base/$task.json"
