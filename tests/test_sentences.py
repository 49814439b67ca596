"""Sentence ends: paragraphs split by hand, and every sentence of two agreements."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.models import Document
from extract.read.document import read_document
from extract.sentences import abbreviations, ends_sentence, find_sentences

CASES = Path(__file__).parent / "cases"
AGREEMENTS = Path(__file__).parent.parent / "examples" / "oekonomiaftaler"


def _paragraphs() -> list[list[str]]:
    lines = (CASES / "sentences.txt").read_text(encoding="utf-8").splitlines()
    return [line.split(" ‖ ") for line in lines if line and not line.startswith("#")]


def _split(text: str) -> list[str]:
    return [text[start:end] for start, end in find_sentences(text)]


def test_the_paragraphs_are_all_there() -> None:
    """The case file is read whole."""
    assert len(_paragraphs()) == 78


@pytest.mark.parametrize("sentences", _paragraphs(), ids=lambda sentences: sentences[0][:40])
def test_paragraphs_split_by_hand(sentences: list[str]) -> None:
    """Each made or quoted paragraph is split as a reader splits it."""
    assert _split(" ".join(sentences)) == sentences


@cache
def _document(name: str) -> Document:
    return read_document(AGREEMENTS / f"{name}.txt")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _ends(sentences: list[str]) -> set[tuple[int, str]]:
    """Each sentence as where it ends, counted in letters, and what it says."""
    found, at = set(), 0
    for sentence in sentences:
        at += len(_letters(sentence))
        found.add((at, _letters(sentence)))
    return found


def test_every_sentence_of_two_agreements() -> None:
    """On the sentences of 2020 and 2023, split by hand, F1 is at least 0.99, reading and cleaning included."""
    rows = [json.loads(line) for line in (CASES / "sentences.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 400
    right = found = wanted = 0
    for name in ("oea-kommuner-2020", "oea-kommuner-2023"):
        document = _document(name)
        ours = {_letters(document.words(unit.span)) for unit in document.units}
        gold = {_letters(row["sentence"]) for row in rows if row["document"] == name}
        right, found, wanted = right + len(ours & gold), found + len(ours), wanted + len(gold)
    assert 2 * right / (found + wanted) >= 0.99


def test_abbreviations_are_of_one_kind() -> None:
    """No abbreviation both ends sentences and never does."""
    assert not abbreviations().never & abbreviations().either


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("på 3,5 mia. kr.", True),
        ("på 3,5 mia.", False),
        ("samt KL.", True),
        ("kl.", False),
        ("bl.a.", False),
        ("udgifter:", True),
        ("i EU", False),
    ],
)
def test_whether_a_line_ends_a_sentence(line: str, ends: bool) -> None:
    """A line's end is judged by its last word."""
    assert ends_sentence(line) is ends


@given(st.text(alphabet='abcÆØåKL.,;:!? 0123456789()”"-§\n', max_size=120))
def test_sentences_cover_the_text(text: str) -> None:
    """Sentences stand in order, do not overlap, and leave out nothing but white space."""
    spans = list(find_sentences(text))
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert _letters("".join(text[start:end] for start, end in spans)) == _letters(text)
