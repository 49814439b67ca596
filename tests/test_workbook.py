"""Tables as an Excel workbook (`graph.workbook`), read back with another library."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook as Opened

from graph import workbook as module
from graph.tables import Column, Link, Shown, Table, Value
from graph.workbook import Properties, write_workbook

PROPERTIES = Properties(title="Aftalepunkter", subject="Fem aftaler", made=datetime(2026, 11, 22, 6, tzinfo=UTC))


def written(*tables: Table) -> tuple[bytes, tuple[str, ...]]:
    """The workbook of the tables, and what did not fit."""
    stream = BytesIO()
    notes = write_workbook(tables, stream, PROPERTIES)
    return stream.getvalue(), notes


def opened(*tables: Table) -> Opened:
    """The workbook of the tables as another program reads it."""
    return openpyxl.load_workbook(BytesIO(written(*tables)[0]))


def table(rows: Sequence[Sequence[Value]], title: str = "Beløb") -> Table:
    """A table with a column for each value of its rows."""
    columns = tuple(Column(key=f"c{n}", heading=f"Kolonne {n}") for n in range(len(rows[0]) if rows else 1))
    return Table(name="t", title=title, about="", columns=columns, rows=rows)


def test_values_keep_their_types() -> None:
    """Numbers are numbers, dates dates, texts texts, and what is not there is empty."""
    row = ["Aftale", 117, Decimal("1898400000.25"), date(2024, 6, 1), True, None, Shown(data=["kl"], words="KL")]
    sheet = opened(table([row]))["Beløb"]
    values = [cell.value for cell in sheet[2]]
    assert values == ["Aftale", 117, 1898400000.25, datetime(2024, 6, 1), "ja", None, "KL"]  # noqa: DTZ001
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "n", "d", "s", "n", "s"]
    assert sheet["D2"].is_date


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", " =1", '=HYPERLINK("http://x";"y")', "http://x"]
)
def test_no_cell_is_a_formula_or_a_link_that_nobody_meant(text: str) -> None:
    """Text is written as text; what looks like a formula stays one only to the eye, also when the cell is edited."""
    data = written(table([[text, Link(value=text, sheet="Beløb")]]))[0]
    sheet = openpyxl.load_workbook(BytesIO(data))["Beløb"]
    assert [(cell.value, cell.data_type) for cell in sheet[2]] == [(text, "s"), (text, "s")]
    assert sheet["A2"].hyperlink is None
    assert sheet["A2"].quotePrefix == (text[0] in "=+-@ ")
    with zipfile.ZipFile(BytesIO(data)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_header_stays_and_rows_can_be_filtered() -> None:
    """The first row and column are frozen, the filter spans header and rows, wide columns are wrapped."""
    columns = (Column(key="a", heading="Nr."), Column(key="q", heading="Aftalepunkt", width=80))
    made = Table(name="t", title="Aftalepunkter", about="", columns=columns, rows=[["1", "x " * 200], ["2", "y"]])
    sheet = opened(made)["Aftalepunkter"]
    assert [cell.value for cell in sheet[1]] == ["Nr.", "Aftalepunkt"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:B3")
    assert sheet.column_dimensions["B"].width == pytest.approx(80, abs=1)
    assert [sheet[place].alignment.wrap_text for place in ("A2", "B2")] == [None, True]
    assert opened(Table(name="t", title="Tom", about="", columns=columns, rows=[]))["Tom"].max_row == 1


def test_links_lead_to_rows_and_pages() -> None:
    """A link leads to the row it names in another sheet, or to a web address, and to nothing else."""
    row = [
        Link(value="ØA24-117", sheet="Bo's ark: alle", row=3),
        Link(value=5, sheet="Bo's ark: alle"),
        Link(value="side 4", address="https://example.org/a.pdf#page=4"),
        Link(value="nej", address="javascript:alert(1)"),
        Link(value="nej", address="file:///etc/passwd"),
        Link(value=None, sheet="Beløb"),
    ]
    sheet = opened(table([row]))["Beløb"]
    found = [(cell.value, cell.hyperlink and (cell.hyperlink.location, cell.hyperlink.target)) for cell in sheet[2]]
    assert found == [
        ("ØA24-117", ("'Bo''s ark- alle'!A4", None)),
        (5, ("'Bo''s ark- alle'!A2", None)),
        ("side 4", ("page=4", "https://example.org/a.pdf")),
        ("nej", None),
        ("nej", None),
        (None, None),
    ]


def test_what_excel_cannot_hold_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that is too long is cut with a mark, rows go on in another sheet, surplus links are plain: all told."""
    monkeypatch.setattr(module, "MOST_ROWS", 4)
    monkeypatch.setattr(module, "MOST_LINKS", 2)
    rows = [[f"række {n}", Link(value=n, sheet="Beløb", row=n)] for n in range(1, 9)]
    data, notes = written(table(rows), table([["𝄞" * 20_000]], "Lang"))
    book = openpyxl.load_workbook(BytesIO(data))
    assert book.sheetnames == ["Beløb", "Beløb (2)", "Beløb (3)", "Lang"]
    names = ("Beløb", "Beløb (2)", "Beløb (3)")
    assert [[row[0].value for row in book[name].iter_rows(min_row=2)] for name in names] == [
        ["række 1", "række 2", "række 3"],
        ["række 4", "række 5", "række 6"],
        ["række 7", "række 8"],
    ]
    assert [book[name].auto_filter.ref for name in names] == ["A1:B4", "A1:B4", "A1:B3"]
    assert book["Beløb (2)"]["B2"].hyperlink.location == "'Beløb (2)'!A2"
    assert book["Beløb"]["B4"].hyperlink is None
    assert book["Beløb"]["B4"].value == 3
    long = book["Lang"]["A2"].value
    assert len(long.encode("utf-16-le")) // 2 <= module.MOST_LETTERS
    assert long.endswith("𝄞 [afkortet: 40000 tegn]")
    assert len(notes) == 4, notes


def test_signs_that_no_xml_holds_are_replaced() -> None:
    """Control characters, half signs and what looks like an escape do not break the file."""
    text = "a\x00b\x0bc\ufffed\r\ne_x0041_"
    sheet = opened(table([[text, "\ud800"]], "Ark\x01[1]/2"))["Ark\ufffd(1)-2"]
    # Excel reads "_x005F_" as a low line; this reader leaves it as it stands.
    values = [str(cell.value).replace("_x005F_", "_") for cell in sheet[2]]
    assert values == ["a\ufffdb\ufffdc\ufffdd\ne_x0041_", "\ufffd"]


def test_numbers_that_excel_would_round_are_texts() -> None:
    """Excel keeps fifteen digits; more are written as they are, and so are days before its calendar."""
    row = [Decimal("1234567890123456.7"), Decimal("NaN"), date(1849, 6, 5), float("inf")]
    sheet = opened(table([row]))["Beløb"]
    assert [cell.value for cell in sheet[2]] == ["1234567890123456.7", "NaN", "1849-06-05", "inf"]


def test_the_file_says_what_it_is_and_is_the_same_each_time() -> None:
    """Document properties are set, with the time that was given and not the clock's."""
    made = table([["x"]])
    properties = opened(made).properties
    assert (properties.title, properties.subject) == ("Aftalepunkter", "Fem aftaler")
    assert properties.created == datetime(2026, 11, 22, 6)  # noqa: DTZ001
    assert written(made) == written(made)


def test_two_sheets_of_one_name_are_both_there() -> None:
    """Titles that are the same, or become the same when cut, get numbers: they may come from documents."""
    names = opened(table([["a"]], "x" * 40), table([["b"]], "X" * 40)).sheetnames
    assert len({name.lower() for name in names}) == 2
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
