"""Rows → a Markdown table, and numbers → short text."""


def table(header, rows):
    """A table; columns of text, the first and `settings`, are aligned to the left, numbers to the right."""
    rule = ["---" if i == 0 or name == "settings" else "---:" for i, name in enumerate(header)]
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in [header, rule, *rows])


def share(value):
    """A number in [0, 1] with four decimals, "-" where there is none."""
    return "-" if value is None else f"{value:.4f}"


def seconds(value):
    """Seconds, or milliseconds below a tenth of a second."""
    return f"{value * 1000:.0f} ms" if value < 0.1 else f"{value:.2f} s"


def megabytes(count):
    """Bytes in MB (10^6), or in kB if there are few."""
    return f"{count / 1e3:.1f} kB" if count < 1e5 else f"{count / 1e6:.1f} MB"


def times(value):
    """A ratio."""
    return f"{value:.2f}×" if value < 10 else f"{value:.0f}×"
