"""Line-end hyphens: every one of the five agreements, and made cases of the rare kinds, each judged by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.hyphens import Verdict, Vocabulary, judge
from extract.read.plain import read_plain

CASES = Path(__file__).parent / "cases"
AGREEMENTS = Path(__file__).parent.parent / "examples" / "oekonomiaftaler"


def _rows(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t") for line in lines]


@cache
def _vocabulary(document: str) -> Vocabulary:
    text = (AGREEMENTS / f"{document}.txt").read_text(encoding="utf-8")
    return Vocabulary(line.text for line in read_plain(text).lines)


def test_every_line_end_hyphen_of_the_five_agreements_is_judged() -> None:
    """The case file has each line that ends with a hyphen, and its verdicts are reached in at least 99.8 %."""
    rows = _rows("hyphens.tsv")
    assert len(rows) == 551
    wrong = [row for row in rows if judge(row[1], row[2], _vocabulary(row[0])) != row[3]]
    assert len(wrong) <= 0.002 * len(rows), wrong


def test_made_cases_of_rare_kinds() -> None:
    """At least 99 % of 200 made cases are right without any document to learn from, and no suspended hyphen is lost."""
    rows = _rows("hyphens_made.tsv")
    assert len(rows) >= 200
    wrong = [row for row in rows if judge(row[0], row[1], Vocabulary(())) != row[2]]
    assert len(wrong) <= 0.01 * len(rows), wrong
    assert not [row for row in wrong if row[2] == "suspend"]


@pytest.mark.parametrize(
    ("word", "verdict"),
    [("en brugerdreven indsats", "join"), ("en bruger-dreven indsats", "keep")],
)
def test_the_document_decides_where_nobody_else_can(word: str, verdict: Verdict) -> None:
    """What the document writes within a line is how it writes the word at a line's end."""
    assert judge("den bruger", "dreven proces", Vocabulary([word])) == verdict


def test_fragments_at_line_ends_are_no_words_of_the_document() -> None:
    """A line's last fragment does not vouch for itself."""
    vocabulary = Vocabulary(["er i gang med data-", "grundlag"])
    assert vocabulary.count("data") == 0


def test_counting_tells_small_letters_from_capitals() -> None:
    """`count` takes capitals and small letters together, `small` the latter alone."""
    vocabulary = Vocabulary(["Regeringen og regeringen"])
    assert (vocabulary.count("Regeringen"), vocabulary.small("Regeringen")) == (2, 1)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_lines_are_judged(left: str, right: str) -> None:
    """No pair of lines makes the judgement fail."""
    assert judge(left, right, Vocabulary([left, right])) in ("join", "keep", "suspend")
