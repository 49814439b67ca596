"""The quality table of the README, made from the figures of an evaluation."""

from __future__ import annotations

from extract.evaluate import Measure, Score

BEGIN, END = "<!-- quality: begin -->", "<!-- quality: end -->"

_NAMES = {
    "detection": "commitments found",
    "force_accuracy": "force, of those found",
    "force_macro_f1": "force, each weighing the same",
    "parties": "parties",
    "obliged": "who is to act",
    "areas": "policy areas",
    "topics": "topics",
    "amounts": "sums, with years",
    "years": "years",
    "deadline": "deadlines",
    "references": "references",
    "reference_target_accuracy": "where references lead, of those found",
    "economy_agreements": "economy agreements and finance acts named",
    "follow_up": "promises to come back",
    "follow_up_target": "where and when to come back",
    "quotes_not_in_source": "quotes that are not in the text",
}


class TableMissingError(ValueError):
    """The file has no place for the table; the message says what to write in it."""


def quality_table(score: Score) -> str:
    """The figures as a Markdown table, in the order of the names above."""
    figures = dict(score.figures)
    lines = ["| | precision | recall | F1 | in gold |", "| --- | ---: | ---: | ---: | ---: |"]
    for key, name in _NAMES.items():
        row = figures[key]
        if isinstance(row, Measure):
            cells = (f"{row.precision:.3f}", f"{row.recall:.3f}", f"{row.f1:.3f}", str(row.gold))
        else:
            cells = ("", "", "–" if row is None else f"{row:.3f}" if isinstance(row, float) else str(row), "")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def with_table(text: str, table: str) -> str:
    """The text with `table` between its two marks.

    >>> with_table("a <!-- quality: begin -->\\nold\\n<!-- quality: end --> b", "new")
    'a <!-- quality: begin -->\\nnew\\n<!-- quality: end --> b'

    Raises TableMissingError where a mark is missing.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise TableMissingError(f"no place for the table: write {BEGIN} and {END} on lines of their own")
    return f"{before}{begin}\n{table}\n{end}{after}"
