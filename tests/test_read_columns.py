"""Columns of a page: read one after the other, however the file draws them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.dressed import compare
from extract.models import Document
from extract.read.columns import Drawn, Run, read_columns, without_line_numbers
from extract.read.document import read_document
from tests.composed_pdf import DRESSES, Dress, composed

AGREEMENTS = Path(__file__).parent.parent / "examples" / "oekonomiaftaler"
LEFT = [
    "Regeringen og KL er enige om, at der",
    "afsættes 5 mio. kr. i 2025 til nye havne",
    "på de danske øer, og at",
    "KL følger op.",
]
RIGHT = [
    "Parterne er enige om at drøfte sagen i",
    "foråret 2027, hvor loven er evalueret af",
    "ministeriet, og midlerne",
    "er brugt.",
]
ROWS = ["Serviceudgifter, netto", "Overførsler", "Bruttoanlæg", "Øvrige udgifter", "Udgifter i alt"]


def run(text: str, left: float, base: float) -> Run:
    """A line of letters half as wide as they are high."""
    return Run(text=text, left=left, right=left + 5.0 * len(text), base=base, size=10, weight=400, page=0)


def across(left: list[str], right: list[str], start: float = 320) -> list[Drawn]:
    """Two columns drawn line by line."""
    lines = []
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        parts = (run(one, 60, 700 - 12 * at), run(other, start, 700 - 12 * at))
        whole = run(f"{one} {other}", 60, 700 - 12 * at)
        lines.append(Drawn(whole=whole, stretches=parts))
    return lines


def texts(lines: list[Drawn], gutters: tuple[float, ...] = ()) -> list[str]:
    """What is read of them."""
    return [one.text for one in read_columns(lines, gutters)[0]]


def test_columns_drawn_across_are_read_down() -> None:
    """The left column first, then the right one."""
    assert texts(across(LEFT, RIGHT)) == LEFT + RIGHT


def test_a_line_over_both_columns_stays_above_them() -> None:
    """A heading that crosses the gutter parts what is above it from what is below."""
    heading = run("Kommunernes økonomiske rammer for 2020 og de følgende år i hele landet", 60, 720)
    lines = [Drawn(whole=heading, stretches=(heading,)), *across(LEFT, RIGHT)]
    assert texts(lines) == [heading.text, *LEFT, *RIGHT]


def test_rows_of_a_table_are_no_columns() -> None:
    """Labels and figures on one line stay on it."""
    lines = across(ROWS, ["261,8", "119,0", "19,1", "1,1", "401,0"])
    assert texts(lines) == [line.whole.text for line in lines]


def test_words_in_cells_are_no_columns() -> None:
    """A table of words has no sentence that goes on below."""
    lines = across(ROWS, ["Finansministeriet", "Kommunerne", "Kommunerne", "Staten", "Alle"])
    assert texts(lines) == [line.whole.text for line in lines]


def test_a_gutter_known_from_another_page_is_enough_for_a_short_last_page() -> None:
    """Two lines in each column are not read across where the other pages have the same gutter."""
    assert texts(across(LEFT[:2], RIGHT[:2])) == [f"{a} {b}" for a, b in zip(LEFT[:2], RIGHT[:2], strict=True)]
    assert texts(across(LEFT[:2], RIGHT[:2]), (320,)) == LEFT[:2] + RIGHT[:2]


def test_signs_of_a_list_are_no_column() -> None:
    """Bullets stay with their items, though the items' words begin at one edge."""
    signs = [
        Drawn(
            whole=run(f"• {text}", 60, 700 - 12 * at),
            stretches=(run("•", 60, 700 - 12 * at), run(text, 90, 700 - 12 * at)),
        )
        for at, text in enumerate(LEFT)
    ]
    assert texts(signs, (90,)) == [f"• {text}" for text in LEFT]


def test_numbers_of_lines_in_the_margin_stand_alone() -> None:
    """Every fifth line's number is no part of the line."""
    lines = []
    for at in range(1, 16):
        words = run("hver dag en stor indsats for", 60, 700 - 12 * at)
        number = run(str(at), 30, 700 - 12 * at)
        numbered = Drawn(whole=run(f"{at} {words.text}", 30, 700 - 12 * at), stretches=(number, words))
        lines.append(numbered if at % 5 == 0 else Drawn(whole=words, stretches=(words,)))
    found = [line.whole.text for line in without_line_numbers(lines)]
    assert [text for text in found if text.isdigit()] == ["5", "10", "15"]
    assert found.count("hver dag en stor indsats for") == 15


stretches = st.tuples(
    st.sampled_from(["enige om at", "Regeringen vil", "12,5", "•", "og drøf-", "te sagen."]),
    st.integers(min_value=0, max_value=500),
    st.integers(min_value=0, max_value=60),
)


@settings(max_examples=200)
@given(st.lists(st.lists(stretches, min_size=1, max_size=3), max_size=30), st.lists(st.floats(0, 500), max_size=3))
def test_no_stretch_is_lost_or_read_twice(page: list[list[tuple[str, int, int]]], gutters: list[float]) -> None:
    """Whatever stands on a page, its words are read once each."""
    lines = []
    for at, parts in enumerate(page):
        runs = tuple(run(f"{text} {at}.{number}", left, 12 * base) for number, (text, left, base) in enumerate(parts))
        lines.append(Drawn(whole=run(" ".join(one.text for one in runs), runs[0].left, runs[0].base), stretches=runs))
    words = sorted(word for one in read_columns(lines, gutters)[0] for word in one.text.split())
    assert words == sorted(word for line in lines for one in line.stretches for word in one.text.split())


@pytest.fixture(scope="module", params=[2023, 2027])
def text(request: pytest.FixtureRequest) -> Document:
    """An agreement's text version."""
    return read_document(AGREEMENTS / f"oea-kommuner-{request.param}.txt")


@pytest.mark.parametrize("dress", DRESSES, ids=lambda dress: dress.name)
def test_a_printed_agreement_has_the_sentences_of_its_text(text: Document, dress: Dress, tmp_path: Path) -> None:
    """Whatever its columns, notes, boxes and headings, at least 99 % of the sentences come out the same."""
    pytest.importorskip("pypdfium2")
    path = tmp_path / "aftale.pdf"
    path.write_bytes(composed(text, dress))
    found = compare(text, read_document(path))
    assert found.share >= 0.99, found.lost


def test_headings_with_letters_set_apart_have_their_words(text: Document, tmp_path: Path) -> None:
    """Spaces between letters go, spaces between words stay."""
    pytest.importorskip("pypdfium2")
    dress = next(dress for dress in DRESSES if dress.headings == "far apart")
    path = tmp_path / "aftale.pdf"
    path.write_bytes(composed(text, dress))
    titles = {section.title.lower() for section in read_document(path).sections}
    wanted = {section.title.lower() for section in text.sections if section.kind != "table"}
    assert len(wanted & titles) >= 0.9 * len(wanted)
