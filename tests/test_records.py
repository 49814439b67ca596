"""Commitments as records: written, read back, and refused where they break the contract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extract.pipeline import extract_commitments
from extract.read.document import read_document
from extract.records import RecordError, from_record, to_record

FOLDER = Path(__file__).parents[1] / "examples" / "oekonomiaftaler"


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    """The records of the 2024 agreement."""
    document = read_document(FOLDER / "oea-kommuner-2024.txt")
    return [to_record(document, commitment) for commitment in extract_commitments(document)]


def test_quotes_stand_in_the_text(records: list[dict[str, Any]]) -> None:
    """Every quote, and the words of every piece of evidence, stand at their offsets of the cleaned text."""
    text = read_document(FOLDER / "oea-kommuner-2024.txt").text
    for record in records:
        assert text[record["start"] : record["end"]] == record["quote"]
        for item in record["evidence"]:
            assert text[item["start"] : item["end"]] == item["words"]


def test_a_record_read_back_says_the_same(records: list[dict[str, Any]]) -> None:
    """A record through JSON and back gives the same values."""
    for record in records:
        again = from_record(json.loads(json.dumps(record)))
        assert (again.quote, again.force, list(again.parties), list(again.years)) == (
            record["quote"],
            record["force"],
            record["parties"],
            record["years"],
        )
        assert [float(amount.value) for amount in again.amounts] == [amount["value"] for amount in record["amounts"]]


def test_ids_are_unique_and_do_not_depend_on_place(records: list[dict[str, Any]]) -> None:
    """Each commitment has an id of its own that is made of its words."""
    assert len({record["id"] for record in records}) == len(records)


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"document": "x", "quote": "", "force": "agree"},
        {"document": "x", "quote": "y", "force": "agree", "amounts": [{}]},
    ],
)
def test_a_broken_record_is_refused(record: dict[str, object]) -> None:
    """A record that lacks a needed field is refused with the field's name."""
    with pytest.raises(RecordError):
        from_record(record)
