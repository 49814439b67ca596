"""How well the extraction does on gold, as the table of the README.

    python -m benchmarks.quality [--write]

Scores the two agreements whose gold was at hand while the rules were written, and those that were marked apart;
prints the table, and with `--write` puts it between the marks in README.md, and the latter figures into
viz/quality.toml, which the pages show.
"""

from __future__ import annotations

import argparse
from functools import cache
from pathlib import Path

from extract.evaluate import Measure, Score, score
from extract.gold import ScoredRecord, read_gold, read_sources, scored_record, source_files
from extract.pipeline import extract_commitments
from extract.read.document import read_document
from extract.records import to_record

CHECKOUT = Path(__file__).resolve().parent.parent
README = CHECKOUT / "README.md"
PAGES = CHECKOUT / "viz" / "quality.toml"
SOURCES = CHECKOUT / "examples" / "oekonomiaftaler"
GOLD = CHECKOUT / "tests" / "gold"
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


def extracted(document: str) -> tuple[ScoredRecord, ...]:
    """What is found in one of the agreements, as it is compared with gold."""
    read = read_document(source_files(SOURCES)[document])
    return tuple(scored_record(to_record(read, commitment)) for commitment in extract_commitments(read))


@cache
def scored(gold: Path) -> Score:
    """The extraction scored against a folder of gold."""
    records = read_gold(gold)
    found = {document: extracted(document) for document in records}
    return score(records, found, read_sources(SOURCES, tuple(records)))


def table(at_hand: Score, held_out: Score) -> str:
    """The figures as a Markdown table, in the order of the names above."""
    known, unseen = dict(at_hand.figures), dict(held_out.figures)
    lines = [
        "| | marked apart: precision | recall | F1 | in gold | at hand: F1 |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for key, name in _NAMES.items():
        row = unseen[key]
        first = ["", "", _one(row), ""]
        if isinstance(row, Measure):
            first = [f"{row.precision:.3f}", f"{row.recall:.3f}", f"{row.f1:.3f}", str(row.gold)]
        lines.append(" | ".join([f"| {name}", *first, _one(known[key])]) + " |")
    return "\n".join(lines)


def _one(row: Measure | float | None) -> str:
    if row is None:
        return "–"
    figure = row.f1 if isinstance(row, Measure) else row
    return str(figure) if isinstance(figure, int) else f"{figure:.3f}"


def measured() -> str:
    """The table as it is now."""
    return table(scored(GOLD / "dev"), scored(GOLD / "held-out"))


def for_pages(held_out: Score) -> str:
    """The figures of the agreements marked apart, for `viz/quality.toml`: a table for each measure."""
    lines = ["# How well the extraction does on agreements marked apart: made by `make quality`, not by hand."]
    known = dict(held_out.figures)
    for key in _NAMES:
        row = known[key]
        lines.append(f"[{key}]")
        if isinstance(row, Measure):
            lines += [f"precision = {row.precision:.3f}", f"recall = {row.recall:.3f}", f"f1 = {row.f1:.3f}"]
            lines.append(f"gold = {row.gold}")
        elif row is not None:
            lines.append(f"share = {row:.3f}" if isinstance(row, float) else f"count = {row}")
    return "\n".join(lines) + "\n"


def with_table(text: str, made: str) -> str:
    """The text with the table between its two marks.

    >>> with_table("a <!-- quality: begin -->\\nold\\n<!-- quality: end --> b", "new")
    'a <!-- quality: begin -->\\nnew\\n<!-- quality: end --> b'

    Raises ValueError where a mark is missing.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no place for the table: write {BEGIN} and {END} on lines of their own")
    return f"{before}{begin}\n{made}\n{end}{after}"


def main() -> None:
    """Measures and prints; writes where that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    asked = parser.parse_args()
    held_out = scored(GOLD / "held-out")
    made = table(scored(GOLD / "dev"), held_out)
    print(made)
    if asked.write:
        README.write_text(with_table(README.read_text(encoding="utf-8"), made), encoding="utf-8", newline="\n")
        PAGES.write_text(for_pages(held_out), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
