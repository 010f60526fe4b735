#!/bin/sh
# Time and peak memory of `tasnif predict` on streams of 100 MB and 1 GB, with one thread: the articles of a corpus again
# and again, each copy with ids of its own. Needs GNU time; the streams go to TMPDIR and are deleted.
#
#   benches/stream.sh MODEL CORPUS.jsonl.gz
#
# Every line of the corpus must begin with {"id": "…
set -eu

if [ $# -ne 2 ]; then
    echo "usage: $0 MODEL CORPUS.jsonl.gz" >&2
    exit 2
fi
tasnif=${TASNIF:-${CARGO_TARGET_DIR:-target}/release/tasnif}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

gzip -dc "$2" >"$work/once.jsonl"
once=$(wc -c <"$work/once.jsonl")

# stream BYTES FILE: as many copies as are needed to reach so many bytes.
stream() {
    copy=0
    : >"$2"
    while [ $((copy * once)) -lt "$1" ]; do
        sed "s/^{\"id\": \"/&$copy-/" "$work/once.jsonl" >>"$2"
        copy=$((copy + 1))
    done
}

printf '| stream | lines | wall, s | user, s | system, s | peak memory, KB |\n|---|---|---|---|---|---|\n'
for megabytes in 100 1000; do
    stream "${megabytes}000000" "$work/stream.jsonl"
    echo "+ tasnif predict stream.jsonl --model $(basename "$1") --format jsonl --threads 1" >&2
    /usr/bin/time --format '%e | %U | %S | %M' --output "$work/time" \
        "$tasnif" predict "$work/stream.jsonl" --model "$1" --format jsonl --threads 1 >"$work/tags.jsonl"
    printf '| %s MB | %s | %s |\n' "$megabytes" "$(wc -l <"$work/tags.jsonl")" "$(cat "$work/time")"
done
