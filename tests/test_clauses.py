"""The clauses of a sentence: which verb is its own, what is under it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.clauses import split_clauses
from extract.verbs import finite_form, is_infinitive

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "clauses.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_all_cases_are_collected() -> None:
    """The case file is read whole."""
    assert len(CASES) == 11


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_clauses(case: dict[str, object]) -> None:
    """A sentence gives its clauses with level, opener, subject and verb."""
    text = str(case["text"])
    found = [
        [
            clause.level,
            clause.opener,
            text[clause.subject.start : clause.subject.end].strip(),
            text[clause.verb.start : clause.verb.end],
        ]
        for clause in split_clauses(text)
    ]
    assert found == case["clauses"]


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("skal", "modal"),
        ("afsættes", "passive"),
        ("frigøres", "passive"),
        ("mødes", "present"),
        ("rammer", "maybe"),
        ("kommunernes", None),
        ("ressourcer", None),
    ],
)
def test_finite_form(word: str, form: str | None) -> None:
    """A finite verb is told from a noun that looks like one."""
    assert finite_form(word) == form


def test_both_is_no_infinitive() -> None:
    """ "at både den aftalte ramme overholdes" opens a clause: "både" is no infinitive."""
    assert not is_infinitive("både")


@given(st.text(alphabet="abcæøå ,.-–;:()§0123456789skalerdertilat", max_size=200))
def test_any_text_is_split_within_its_bounds(text: str) -> None:
    """Whatever the text, every clause lies within it."""
    for clause in split_clauses(text):
        assert 0 <= clause.span.start <= clause.verb.start < clause.verb.end <= len(text)
