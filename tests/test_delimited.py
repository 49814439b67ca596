"""Tables as text with separators (`graph.delimited`)."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.delimited import cell, table_csv
from graph.tables import Column, Link, Shown, Table, Value

COLUMNS = (
    Column(key="quote", heading="Aftalepunkt"),
    Column(key="value", heading="Beløb", kind="number"),
    Column(key="party", heading="Part", kind="texts"),
    Column(key="when", heading="Frist", kind="date"),
    Column(key="counted", heading="Tælles med", kind="flag"),
    Column(key="evidence", heading="Belæg", kind="objects", hidden=True),
)
ROW: tuple[Value, ...] = (
    "KL vil, om nødvendigt; følge op på “1,5 mia. kr.”",
    Decimal("1500000000.5"),
    Shown(data=["kl", "regeringen"], words="KL; regeringen"),
    date(2024, 6, 1),
    True,
    Shown(data=[{"field": "party", "words": "KL"}], words=None),
)


def table(*rows: tuple[Value, ...]) -> Table:
    """A table of the columns."""
    return Table(name="made", title="Lavet", about="", columns=COLUMNS, rows=rows)


def test_a_danish_excel_opens_it() -> None:
    """A byte order mark, semicolons, a decimal comma, CR LF and Danish names; hidden columns are left out."""
    text = table_csv(table(ROW))
    assert text == (
        "\ufeffquote;value;party;when;counted\r\n"
        '"KL vil, om nødvendigt; følge op på “1,5 mia. kr.”";1500000000,5;"KL; regeringen";2024-06-01;ja\r\n'
    )


def test_plain_is_for_programs() -> None:
    """No mark, commas, a decimal point, line feeds, ids, and objects as JSON."""
    header, line = table_csv(table(ROW), plain=True).splitlines()
    assert header == "quote,value,party,when,counted,evidence"
    assert next(csv.reader([line]))[1:] == [
        "1500000000.5",
        "kl; regeringen",
        "2024-06-01",
        "true",
        '[{"field": "party", "words": "KL"}]',
    ]


@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\n=1", " =1", "＝1+1", '=HYPERLINK("x";"y")', "'=1"]
)
def test_no_cell_is_a_formula(text: str, *, plain: bool) -> None:
    """A text that a spreadsheet would take for a formula gets an apostrophe, whatever it is wrapped in."""
    named = Column(key="a", heading="a")
    values: tuple[Value, ...] = (
        text,
        Shown(data=text, words=text),
        Link(value=text, sheet="x"),
        Shown(data=[text], words=text),
    )
    made = Table(name="t", title="t", about="", columns=(named,) * 4, rows=[values])
    text_of = table_csv(made, plain=plain).removeprefix("\ufeff")
    rows = list(csv.reader(StringIO(text_of, newline=""), delimiter="," if plain else ";"))
    assert rows[1] == [f"'{text}"] * 4


def test_a_negative_number_is_a_number() -> None:
    """The guard is for texts: a saving stays a number that can be added."""
    assert table_csv(table(("", Decimal("-2.5"), None, None, False, None))).splitlines()[1] == ";-2,5;;;nej"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30))
def test_the_guard_can_be_undone(text: str) -> None:
    """Whoever takes one apostrophe off a text that is guarded has the text again."""
    shown = cell(text)
    assert (shown[1:] if shown.startswith("'") and cell(shown[1:]) == shown else shown) == text
