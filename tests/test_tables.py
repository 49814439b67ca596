"""Tables of figures: rows, units, price levels, and the five balances side by side."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.models import Table
from extract.read.document import read_document
from extract.read.plain import read_plain
from extract.tables import find_tables, is_row, is_unit, read_head, read_row

AGREEMENTS = Path(__file__).parent.parent / "examples" / "oekonomiaftaler"
MILLION, BILLION = Decimal(10) ** 6, Decimal(10) ** 9
COMMON = (
    "Overførsler",
    "Bruttoanlæg (ekskl. ældreboliger)",
    "Øvrige udgifter",
    "Udgifter i alt",
    "Skatteindtægter",
    "Bloktilskud mv.",
)


def _balance(year: int) -> Table:
    (table,) = read_document(AGREEMENTS / f"oea-kommuner-{year}.txt").tables
    return table


@pytest.mark.parametrize("year", [2020, 2022, 2023, 2024, 2027])
def test_the_five_balances_have_one_structure(year: int) -> None:
    """Number, caption, unit, price level, columns and the common rows are read alike from all five texts."""
    table = _balance(year)
    assert (table.number, table.caption) == ("1", f"Balance for kommunerne i {year}")
    assert (table.price_level, table.columns) == (f"{year}-pl", ("Aftale",))
    labels = [row.label for row in table.rows]
    assert labels[0] == "Serviceudgifter, netto"
    assert labels[-1] == "Indtægter i alt"
    assert {"Heraf betinget bloktilskud", *COMMON} <= set(labels)
    assert all(len(row.values) == 1 for row in table.rows)


def test_the_five_balances_can_be_followed_in_kroner() -> None:
    """Millions and billions come out as kroner."""
    service = {year: _balance(year).rows[0].values[0] for year in (2020, 2022, 2023, 2024, 2027)}
    assert service == {
        2020: Decimal(261_828) * MILLION,
        2022: Decimal("275.4") * BILLION,
        2023: Decimal("287.4") * BILLION,
        2024: Decimal("304.8") * BILLION,
        2027: Decimal("351.5") * BILLION,
    }


@pytest.mark.parametrize("year", [2020, 2022, 2023, 2024, 2027])
def test_rows_stand_where_they_say(year: int) -> None:
    """A row's stretch of the text holds its label."""
    document = read_document(AGREEMENTS / f"oea-kommuner-{year}.txt")
    for row in document.tables[0].rows:
        assert row.label in document.words(row.span)
        assert "\n" not in document.words(row.span)


def test_sentences_are_no_rows() -> None:
    """No unit of an agreement lies in a table."""
    document = read_document(AGREEMENTS / "oea-kommuner-2024.txt")
    (table,) = document.tables
    assert not [unit for unit in document.units if table.span.start <= unit.span.start < table.span.end]


@pytest.mark.parametrize(
    "line",
    [
        "Serviceudgifter, netto 261.828",
        "Bloktilskud mv. -72.627",
        "- Heraf betinget bloktilskud -4.000",
        "Heraf betinget bloktilskud\t-4,0",
        "<b>Udgifter i alt</b>\t<b>424,1</b>",
        "Biogas, brint mv.                     -      240      240      240",
        "I alt 1.500 (2.000) 0",
        "Andel af rammen 12,5 pct.",
    ],
)
def test_rows(line: str) -> None:
    """A label and figures make a row."""
    assert is_row(line)


@pytest.mark.parametrize(
    "line",
    [
        "Tabel 1",
        "Boks 1",
        "Bilag 2",
        "mia. kr. i 2022",
        "Mio. kr., 2020-pl Aftale",
        "Balance for kommunerne i 2020",
        "Det aftales, at der afsættes midler. Regeringen vil bruge 3",
        "med udgangen af 2020.",
        "Kommunerne har de seneste år prioriteret at løfte det specialiserede socialområde med op til i alt 3",
        "2024",
    ],
)
def test_no_rows(line: str) -> None:
    """Captions, labels, years and prose are none."""
    assert not is_row(line)


@pytest.mark.parametrize(
    ("line", "unit", "level", "columns"),
    [
        ("Mio. kr., 2020-pl Aftale", "Mio. kr.", "2020-pl", ("Aftale",)),
        ("Mia. kr., 2027-pl\tAftale", "Mia. kr.", "2027-pl", ("Aftale",)),
        ("Mio. kr. (2020-priser)     2020   2021", "Mio. kr.", "2020-pl", ("2020", "2021")),
        ("Mio. kr. (26-pl)\t2027\t2028", "Mio. kr.", "2026-pl", ("2027", "2028")),
        ("(Mio. kr.)", "Mio. kr.", None, ()),
    ],
)
def test_heads(line: str, unit: str, level: str | None, columns: tuple[str, ...]) -> None:
    """The row with the unit gives unit, price level and columns."""
    head = read_head([line])
    assert is_unit(line)
    assert (head.unit, head.price_level, head.columns) == (unit, level, columns)


def test_a_unit_in_brackets_and_years_on_a_line_of_their_own() -> None:
    """The caption keeps its words, unit and columns are read from where they stand."""
    head = read_head(["Tabel 1. Aftalens udgifter (mio. kr., 2021-pl)", "2021    2022    2023"])
    assert (head.number, head.caption, head.unit) == ("1", "Aftalens udgifter", "mio. kr.")
    assert (head.price_level, head.columns) == ("2021-pl", ("2021", "2022", "2023"))


@pytest.mark.parametrize(
    ("line", "unit", "values"),
    [
        ("Serviceudgifter, netto 261.828", "Mio. kr.", (Decimal(261_828_000_000),)),
        ("Skatteindtægter -302.462", "Mio. kr.", (Decimal(-302_462_000_000),)),
        ("Overførsler 104,3", "Mia. kr.", (Decimal(104_300_000_000),)),
        ("Pulje   -   1,5   (2,5)", "Mio. kr.", (None, Decimal(1_500_000), Decimal(-2_500_000))),
        ("Lån 300", "1.000 kr.", (Decimal(300_000),)),
        ("Andel 12,5", "Pct.", (Decimal("12.5"),)),
    ],
)
def test_figures(line: str, unit: str, values: tuple[Decimal | None, ...]) -> None:
    """Figures become kroner by the unit, a dash no figure, brackets a minus."""
    assert read_row(line, unit).values == values


def test_rows_torn_from_their_head_come_back() -> None:
    """Prose that layout put between a table's head and its rows is no part of the table."""
    head = "Tabel 1\nBalance for 2024\nMia. kr., 2024-pl Aftale\n"
    text = f"{head}Med aftalen er det aftalt at følge op.\nA 1,0\nB 2,0\nC 3,0\n"
    lines = read_plain(text).lines
    assert find_tables(lines) == [(0, 1, 2, 4, 5, 6)]


@given(st.text(max_size=80))
def test_any_line_is_read_as_a_row(line: str) -> None:
    """No line makes the reading of a row fail."""
    is_row(line)
    is_unit(line)
    read_row(line, "Mio. kr.")


def test_a_label_broken_in_a_narrow_column_is_one(tmp_path: Path) -> None:
    """What stands on the line above goes with the figures below; "ekskl." ends no table."""
    rows = ["Serviceudgifter 261.828", "Aktivitetsbestemt", "medfinansiering 23.009", "Bruttoanlæg (ekskl."]
    lines = [
        "Tabel 1",
        "Balance for kommunerne i 2020",
        "Mio. kr., 2020-pl Aftale",
        *rows,
        "ældreboliger) 19.100",
        "I alt 303.937",
    ]
    path = tmp_path / "a.txt"
    path.write_text("\n".join(lines) + "\n\nRegeringen og KL er enige om det.\n", encoding="utf-8")
    (table,) = read_document(path).tables
    assert [(row.label, [int(value or 0) // 10**6 for value in row.values]) for row in table.rows] == [
        ("Serviceudgifter", [261_828]),
        ("Aktivitetsbestemt medfinansiering", [23_009]),
        ("Bruttoanlæg (ekskl. ældreboliger)", [19_100]),
        ("I alt", [303_937]),
    ]
