#!/bin/sh
# What each setting gives, by five folds of training articles; never on test files. Prints a Markdown table.
#
#   cargo build --release
#   benches/settings.sh CORPORA_DIR
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
binary=${TASNIF:-$root/target/release/tasnif}
if [ $# -ne 1 ]; then
    echo "usage: $0 CORPORA_DIR" >&2
    exit 2
fi

# score FILE METRIC FLAGS...
score() {
    file=$1 metric=$2
    shift 2
    "$binary" evaluate "$file" --cross-validate 5 "$@" 2>/dev/null |
        awk -v metric="$metric" '$1 == metric { print $2; exit }'
}

# row METHOD FLAGS: the method's own settings, then the flags
row() {
    security=$(score "$1/security-dev.jsonl.gz" macro-f1 $2 $3)
    jawhara=$(score "$1/ant-jawhara-train.jsonl.gz" accuracy $2 $3)
    printf '| `%s` | %s | %s | %s |\n' "$2" "${3:-as it is}" "$security" "$jawhara"
}

printf '| method | setting | security-dev, macro-F1 | Jawhara training file, accuracy |\n|---|---|---|---|\n'
bayes="--method naive-bayes"
for flags in "" "--plain" "--evidence 0" "--evidence 50" "--collection 0" "--collection 5" "--min-documents 1" \
    "--title-weight 1 --lead-weight 1" "--title-weight 3" "--lead-weight 1" "--ngrams 2..4" "--ngrams 3..5" \
    "--ngrams 3..6" "--word-pairs"; do
    row "$1" "$bayes" "$flags"
done
# At a fixed C, so that only the setting differs.
machine="--method nbsvm --cost 0.6 --interpolation 0"
for flags in "" "--interpolation 0.25" "--interpolation 1" "--cost 0.1" "--cost 4" "--min-documents 1" \
    "--title-weight 1 --lead-weight 1" "--lead-weight 1" "--ngrams 2..4" "--ngrams 3..6" "--word-pairs"; do
    case $flags in
        --cost*) row "$1" "--method nbsvm --interpolation 0" "$flags" ;;
        --interpolation*) row "$1" "--method nbsvm --cost 0.6" "$flags" ;;
        *) row "$1" "$machine" "$flags" ;;
    esac
done
