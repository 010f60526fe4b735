"""Results of accuracy.py, and evaluation reports of the program → Markdown."""

import json

from markdown import share, table

HEADER = ["classifier", "accuracy", "macro-F1", "calibration error", "settings"]


def settings_text(settings):
    """The settings chosen in the splits, each once."""
    distinct = sorted({json.dumps(params, sort_keys=True) for params in settings})
    return "; ".join(", ".join(f"{name} {value}" for name, value in json.loads(text).items()) for text in distinct)


def peer_rows(results):
    """One row for each peer and variant."""
    for result in results:
        for variant, measured in result["variants"].items():
            name = result["peer"] if variant == "plain" else f"{result['peer']}, {variant}"
            figures = [measured[key] for key in ("accuracy", "macro_f1", "calibration_error")]
            yield [name, *map(share, figures), settings_text(result["settings"])]


def program_row(name, report, articles):
    """The row of an evaluation report that the program wrote, with its 95% intervals where it has them.

    Says so if the peers were measured on another number of articles.
    """
    spread = {found["metric"]: found for found in report.get("intervals", [])}
    figures = {
        "exact-match": report["exact_match"],
        "macro-f1": report["macro"]["f1"],
        "ece": report["calibration"]["ece"],
    }
    cells = [share(value) + interval(spread.get(metric)) for metric, value in figures.items()]
    other = "" if articles in (None, report["articles"]) else f"other articles: {report['articles']}"
    return [f"**tasnif {name}**", *cells, other]


def interval(found):
    """An interval in parentheses, or nothing."""
    return f" ({found['low']:.4f}–{found['high']:.4f})" if found else ""


def corpus_section(corpus, results, reports):
    """The table of one corpus; `reports` is {method: evaluation report}."""
    first = results[0] if results else None
    articles = first["articles"] if first else None
    rows = [program_row(name, report, articles) for name, report in sorted(reports.items())]
    lines = [f"### {corpus}", "", table(HEADER, rows + list(peer_rows(results)))]
    if first:
        kind = "one label per article" if first["exclusive"] else "any number of labels; accuracy is exact match"
        limit = f", at most {first['limit']} of each file: a trial" if first["limit"] else ""
        lines.insert(1, f"\n{first['articles']} articles measured{limit}; {kind}; split: {first['split']}.")
    return "\n".join(lines)


def render(data, reports):
    """All corpora. `reports` is {corpus: {method: evaluation report}}."""
    by_corpus = {}
    for result in data["results"]:
        by_corpus.setdefault(result["corpus"], []).append(result)
    names = list(by_corpus) + [name for name in reports if name not in by_corpus]
    return "\n\n".join(corpus_section(name, by_corpus.get(name, []), reports.get(name, {})) for name in names)
