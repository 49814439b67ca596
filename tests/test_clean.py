"""Page furniture: what is taken out of the lines, and what stays."""

from __future__ import annotations

import pytest

from extract.clean import drop_furniture
from extract.read.plain import read_plain

PROSE = "\n".join(f"Linje {word} af aftalens tekst om kommunerne og deres økonomi" for word in "abcdefghij")


def _kept(text: str) -> list[str]:
    return [line.text for line in drop_furniture(read_plain(text).lines).lines]


def _dropped(text: str) -> list[str]:
    return [trace.text for trace in drop_furniture(read_plain(text).lines).dropped]


@pytest.mark.parametrize("number", ["7", "- 7 -", "Side 7", "side 7 af 20", "Side 7/20", "[7]", "| 7"])
def test_page_numbers_go(number: str) -> None:
    """A number alone on its line, in any of its dresses, is a page's."""
    assert _dropped(f"{PROSE}\n\n{number}\n\f{PROSE}") == [number]


@pytest.mark.parametrize("line", ["917", "2,4 mia. kr.", "1. Indledning", "Boks 7", "2027", "7. juni 2022"])
def test_figures_headings_and_dates_stay(line: str) -> None:
    """A cell among cells, a heading, a label, a year and a date are text."""
    around = "-72.627" if line == "917" else "Tekst om aftalen"
    assert line in _kept(f"{around}\n{line}\n{around}")


def test_running_headers_go_and_the_title_stays() -> None:
    """A line at the top of each page goes; where it is the only title, its first place stays."""
    pages = "\f".join(f"Aftale om klima 2020\n{PROSE}\n{number}" for number in range(1, 6))
    assert _kept(pages).count("Aftale om klima 2020") == 1
    titled = f"Aftale om\nklima 2020\n{PROSE}\n1\f" + pages
    assert _kept(titled).count("Aftale om klima 2020") == 0
    assert _kept(titled)[:2] == ["Aftale om", "klima 2020"]


def test_a_line_that_comes_again_in_the_text_stays() -> None:
    """What is said three times, but not at the edges of pages, is no header."""
    again = "Midlerne udmøntes over bloktilskuddet"
    text = "\n".join([PROSE, again] * 4)
    assert _kept(text).count(again) == 4


@pytest.mark.parametrize("dots", [" ........ ", " . . . . . . ", "……… ", "\t"])
def test_contents_go(dots: str) -> None:
    """A table of contents goes with its heading; the chapters stay where they begin."""
    names = ["1. Indledning", "2. Økonomi", "3. Børn og unge"]
    contents = "\n".join(f"{name}{dots}{page}" for page, name in enumerate(names, 2))
    text = "Indhold\n" + contents + "\n\n" + "\n\n".join(f"{name}\n\n{PROSE}" for name in names)
    kept = _kept(text)
    assert [line for line in kept if line[0].isdigit()] == names
    assert "Indhold" not in kept


def test_gaps_move_to_the_line_after() -> None:
    """The blank lines around a page number do not vanish with it."""
    lines = drop_furniture(read_plain(f"{PROSE}\n\n\n7\n{PROSE}").lines).lines
    assert lines[10].gap == 2
