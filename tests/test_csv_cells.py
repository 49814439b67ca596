"""Cells of the tables that the command line writes (`aftalegraf.tables`): none of them starts a formula."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from aftalegraf.tables import records_csv


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\n=1", " =1", "＝1+1", '=HYPERLINK("x";"y")'])
def test_formula_behind_a_space_or_in_wide_signs_is_none(text: str) -> None:
    """The guard of the pages' tables stands before these too; once it knew neither spaces nor wide signs here."""
    rows = list(csv.DictReader(StringIO(records_csv([{"quote": text, "topics": [text]}]))))
    assert [(row["quote"], row["topics"]) for row in rows] == [(f"'{text}", f"'{text}")]
