"""PDF as it is in the wild: columns, furniture, tables, and files that cannot be read."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from extract.errors import ReadError
from extract.models import Document
from extract.read.document import read_document
from extract.read.formats import read_source
from tests.made_pdf import Words, column, pdf

SAVED = Path(__file__).parent / "cases" / "formats"
LEFT = [
    "Regeringen og KL er enige om, at der",
    "afsættes 5 mio. kr. i 2025 til nye havne",
    "på de danske øer.",
    "",
    "KL vil følge området tæt, og parterne",
    "gør status i efteråret 2026 i lyset af de",
    "erfaringer, som KL har gjort.",
]
RIGHT = [
    "Parterne er enige om at drøfte sagen i",
    "foråret 2027, hvor loven er evalueret af",
    "ministeriet.",
    "",
    "Der afsættes 9 mio. kr. årligt fra 2028 og",
    "frem til drift af havnene, og midlerne",
    "fordeles efter ansøgning.",
]
PARAGRAPHS = [
    "Regeringen og KL er enige om, at der afsættes 5 mio. kr. i 2025 til nye havne på de danske øer.",
    "KL vil følge området tæt, og parterne gør status i efteråret 2026 i lyset af de erfaringer, som KL har gjort.",
    "Parterne er enige om at drøfte sagen i foråret 2027, hvor loven er evalueret af ministeriet.",
    "Der afsættes 9 mio. kr. årligt fra 2028 og frem til drift af havnene, og midlerne fordeles efter ansøgning.",
]


def read(data: bytes, folder: Path) -> Document:
    """The document of a PDF file's bytes."""
    (folder / "aftale.pdf").write_bytes(data)
    return read_document(folder / "aftale.pdf")


def said(document: Document) -> list[str]:
    """The words of each sentence."""
    return [document.words(unit.span) for unit in document.units]


def test_images_alone_are_refused_and_the_remedy_named(tmp_path: Path) -> None:
    """A scanned PDF has no text; nothing is guessed."""
    with pytest.raises(ReadError, match=r"aftale\.pdf: has images of text only: run ocrmypdf -l dan on it first"):
        read(pdf([[], []], image=True), tmp_path)


def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    """A password is not guessed either."""
    with pytest.raises(ReadError, match=r"aftale\.pdf: is locked with a password: save it without"):
        read(pdf([column(LEFT)], locked=True), tmp_path)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.9, 0.99])
def test_a_file_cut_off_is_refused_or_read(share: float) -> None:
    """What is left of a file gives one line of refusal, or the text that is in it."""
    data = (SAVED / "oea-kommuner-2024.pdf").read_bytes()
    text = ""
    with suppress(ReadError):
        text = read_source(data[: int(len(data) * share)], "halv.pdf").text
    assert "kommun" in text or not text


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    """A line of the left column is not followed by the one beside it."""
    document = read(pdf([column(LEFT) + column(RIGHT, x=310)]), tmp_path)
    assert said(document) == PARAGRAPHS


def test_headers_footers_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    """What stands on every page is no part of the sentence that goes on from one to the next."""
    pages = []
    for number in range(1, 6):
        head = Words(text="Aftale om danske havne", x=70, y=800, size=9)
        foot = Words(text=f"Side {number} af 5", x=280, y=40, size=9)
        body = [f"Regeringen og KL er enige om punkt {number} i aftalen, og parterne vil i den for-", "bindelse følge"]
        rest = ["området tæt i de kommende år."]
        lines = rest * (number > 1) + ["", *body[:1], "bindelse gøre status og"]
        pages.append([head, *column(lines), foot])
    document = read(pdf(pages), tmp_path)
    assert not any("Side" in one or "danske havne" in one for one in said(document))
    whole = (
        "Regeringen og KL er enige om punkt 2 i aftalen, og parterne vil i den forbindelse gøre status og området tæt"
    )
    assert any(one.startswith(whole) for one in said(document))
    assert document.origin.page(document.text.index("punkt 4")) == 4
    assert any("Side 3 af 5" in text for _, text in document.dropped)


def test_a_table_has_its_rows(tmp_path: Path) -> None:
    """Label and figures on one baseline are one row, minus signs and thousands as they stand."""
    rows = [("Serviceudgifter, netto", "261.828"), ("Bruttoanlæg", "19.100"), ("Bloktilskud mv.", "-72.627")]
    lines = [Words(text="Tabel 1", x=70, y=600), Words(text="Balance for kommunerne i 2020", x=70, y=585)]
    lines += [Words(text="Mio. kr., 2020-pl", x=70, y=570), Words(text="Aftale", x=400, y=570)]
    for index, (label, value) in enumerate(rows):
        lines += [Words(text=label, x=70, y=552 - 15 * index), Words(text=value, x=400, y=552 - 15 * index)]
    document = read(pdf([[*column(LEFT), *lines]]), tmp_path)
    assert [(row.label, [int(value or 0) for value in row.values]) for row in document.tables[0].rows] == [
        ("Serviceudgifter, netto", [261_828_000_000]),
        ("Bruttoanlæg", [19_100_000_000]),
        ("Bloktilskud mv.", [-72_627_000_000]),
    ]


@pytest.mark.parametrize("year", [2020, 2024])
def test_the_tables_of_a_saved_agreement_lose_no_row(year: int, agreements: Path) -> None:
    """Every table of the text has its rows, with their labels, in the PDF."""
    text, saved = (
        read_document(agreements / f"oea-kommuner-{year}.txt"),
        read_document(SAVED / f"oea-kommuner-{year}.pdf"),
    )
    assert [[(row.label, row.values) for row in table.rows] for table in saved.tables] == [
        [(row.label, row.values) for row in table.rows] for table in text.tables
    ]


@pytest.mark.parametrize("again", [(), ("Mio. kr., 2025-pl",), ("Tabel 1 (fortsat)", "Mio. kr., 2025-pl")])
def test_a_table_that_goes_on_upon_the_next_page_is_one(again: tuple[str, ...], tmp_path: Path) -> None:
    """Its head, said again there, is no row."""
    rows = [(f"Post nummer {number} til kommunerne", f"{number},5") for number in range(1, 41)]

    def set_down(lines: list[tuple[str, str]], top: float) -> list[Words]:
        return [
            Words(text=text, x=x, y=top - 14 * at)
            for at, line in enumerate(lines)
            for text, x in zip(line, (70, 400), strict=True)
            if text
        ]

    head = [("Tabel 1", ""), ("Fordeling af midler", ""), ("Mio. kr., 2025-pl", "2025")]
    repeated = [(text, "2025" if text.startswith("Mio.") else "") for text in again]
    pages = [
        [*column(LEFT[:3]), *set_down([*head, *rows[:35]], 650), Words(text="Side 1", x=280, y=40, size=9)],
        [
            *set_down([*repeated, *rows[35:]], 740),
            *column(RIGHT[:3], top=600),
            Words(text="Side 2", x=280, y=40, size=9),
        ],
    ]
    (table,) = read(pdf(pages), tmp_path).tables
    assert [row.label for row in table.rows] == [label for label, _ in rows]
    assert (table.caption, table.columns) == ("Fordeling af midler", ("2025",))
