#!/bin/sh
# How time, memory and model size grow with the number of topics: trains and tags generated corpora of equal size with
# 5, 50 and 500 topics through the program, with --plain and calibrated. A training over LIMIT seconds (300) is stopped.
# Needs GNU time.
#
#   cargo build --release && benches/topics.sh [ARTICLES] [WORDS]
set -eu
cd "$(dirname "$0")/.."

articles=${1:-4000}
words=${2:-200}
target=${CARGO_TARGET_DIR:-target}
tasnif=${TASNIF:-$target/release/tasnif}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# timed ARGUMENTS...: "wall | user + system | peak memory" of a run of the program; fails if it does.
timed() {
    echo "+ tasnif $*" >&2
    timeout "${LIMIT:-300}" /usr/bin/time --format '%e %U %S %M' --output "$work/time" \
        "$tasnif" "$@" >/dev/null 2>"$work/log" || return 1
    awk '{ printf "%s s | %.2f s | %.0f MB", $1, $2 + $3, $4 * 1024 / 1e6 }' "$work/time"
}

cargo build --quiet --release --example generate
echo "$articles articles of $words words; training on two threads, tagging the same articles on one"
printf '\n| topics | | train, wall | processor | peak memory | model | predict, wall | processor | peak memory |\n'
printf '|---:|---|---:|---:|---:|---:|---:|---:|---:|\n'
for topics in 5 50 500; do
    "$target/release/examples/generate" "$articles" "$topics" "$words" >"$work/corpus.jsonl"
    for plain in --plain ""; do
        # shellcheck disable=SC2086
        if ! trained=$(timed train "$work/corpus.jsonl" --output "$work/model.tasnif" --threads 2 $plain); then
            printf '| %s | %s | not done in %s s | | | | | | |\n' "$topics" "${plain:-calibrated}" "${LIMIT:-300}"
            continue
        fi
        size=$(wc -c <"$work/model.tasnif" | awk '{ printf "%.1f MB", $1 / 1e6 }')
        tagged=$(timed predict "$work/corpus.jsonl" --model "$work/model.tasnif" --format jsonl --threads 1)
        printf '| %s | %s | %s | %s | %s |\n' "$topics" "${plain:-calibrated}" "$trained" "$size" "$tagged"
    done
done
