#!/bin/sh
# Counts the instructions of training and tagging on generated articles, with valgrind's callgrind: figures that repeat
# to about one in ten thousand, whatever else the machine does. Compare them before and after a change.
#
#   benches/instructions.sh                       # builds the release binary and the generator
#   TASNIF=path/to/tasnif benches/instructions.sh # counts another binary
#   OUT=folder benches/instructions.sh            # keeps the profiles there, for callgrind_annotate
set -eu
cd "$(dirname "$0")/.."

target=${CARGO_TARGET_DIR:-target}
if ! command -v valgrind >/dev/null; then
    echo "valgrind is missing: install it, for example by 'apt-get install valgrind'" >&2
    exit 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
out=${OUT:-$work}
mkdir -p "$out"

run() {
    echo "+ $*" >&2
    "$@"
}

# count NAME ARGUMENTS...: instructions of one run of the program. One thread: what threads wait for is not work.
count() {
    name=$1
    shift
    echo "+ tasnif $*" >&2
    valgrind --tool=callgrind --callgrind-out-file="$out/callgrind.$name" \
        "$tasnif" "$@" >/dev/null 2>"$work/log" || { cat "$work/log" >&2; exit 1; }
    instructions=$(sed -n 's/^==[0-9]*== Collected : //p' "$work/log")
    printf '| %s | %s |\n' "$name" "$instructions"
}

[ -n "${TASNIF:-}" ] || run cargo build --quiet --release --bin tasnif
tasnif=${TASNIF:-$target/release/tasnif}

"$target/release/examples/generate" 600 6 200 >"$work/train.jsonl"
"$target/release/examples/generate" 3000 6 200 >"$work/articles.jsonl"
"$target/release/examples/generate" 1 6 60 >"$work/one.jsonl"

head -n 120 "$work/train.jsonl" >"$work/few.jsonl"

printf '| run | instructions |\n|---|---:|\n'
model=$work/model.tasnif
count train train "$work/train.jsonl" --output "$model" --threads 1
count predict predict "$work/articles.jsonl" --model "$model" --format jsonl --threads 1
count predict-one predict "$work/one.jsonl" --model "$model" --format jsonl --threads 1
count predict-one-built-in predict "$work/one.jsonl" --format jsonl --threads 1
count train-plain train "$work/train.jsonl" --output "$model" --plain --threads 1
count train-nbsvm-few train "$work/few.jsonl" --output "$model" --method nbsvm --threads 1

