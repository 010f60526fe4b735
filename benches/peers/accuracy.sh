#!/bin/sh
# The accuracy record: the peers by accuracy.py (what is there is not run again), the program by itself, and the tables
# of both.
#
#   cargo build --release
#   benches/peers/accuracy.sh CORPORA_DIR > tables.md
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
base=${TASNIF_PEERS:-$root/target/peers}
binary=${TASNIF:-$root/target/release/tasnif}
if [ $# -ne 1 ]; then
    echo "usage: $0 CORPORA_DIR" >&2
    exit 2
fi
corpora=$1
own=$base/tasnif

"$here/run.sh" "$corpora" >/dev/null
mkdir -p "$own"
for method in naive-bayes nbsvm; do
    "$binary" evaluate "$corpora/security-dev.jsonl.gz" --cross-validate 5 --method "$method" \
        --report "$own/security-dev.$method.json" >/dev/null
    for corpus in ant-jawhara sanad-khaleej; do
        model=$own/$corpus.$method.tasnif
        "$binary" train "$corpora/$corpus-train.jsonl.gz" --method "$method" --output "$model"
        "$binary" evaluate "$corpora/$corpus-test.jsonl.gz" --model "$model" \
            --report "$own/$corpus.$method.json" >/dev/null
    done
done
"$base/venv/bin/python" "$here/report.py" "$base/accuracy.json" "$own"/*.json
