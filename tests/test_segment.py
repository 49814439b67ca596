"""Lines into blocks: paragraphs, headings, lists, boxes, and sentences that a page cuts."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.models import Document
from extract.read.document import build_blocks, understand
from extract.read.formats import read_source
from extract.read.plain import read_plain
from extract.segment.shapes import follows_in_list, is_signature, looks_like_heading


def _blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in build_blocks(read_plain(text).lines, None)]


def _read(text: str) -> Document:
    return understand(read_source(text.encode(), "aftale.txt"), Path("aftale.txt"), "", Path())


WRAPPED = """\
Regeringen og KL er enige om, at kommunerne skal styrke den nære sundheds-
indsats, så uhensigtsmæssige indlæggelser på sygehusene undgås, og der sik-
res større sammenhæng for patienterne i mere patientnære rammer. Parterne er
enige om, at kommunerne fortsat skal udvikle den kommunale forebyggelse.
"""


def test_wrapped_lines_are_one_paragraph() -> None:
    """Words are whole and line ends are spaces."""
    ((kind, text),) = _blocks(WRAPPED)
    assert kind == "text"
    assert "sundhedsindsats, så" in text
    assert "sikres større" in text


def test_blank_lines_between_all_lines() -> None:
    """A text with a blank line after every line has the same paragraph."""
    assert _blocks(WRAPPED.replace("\n", "\n\n")) == _blocks(WRAPPED)


def test_windows_line_ends() -> None:
    """Carriage returns make no difference."""
    assert _blocks(WRAPPED.replace("\n", "\r\n")) == _blocks(WRAPPED)


@pytest.mark.parametrize(
    "heading",
    [
        "Folkeskolen",
        "Barnet i centrum",
        "Cyber- og informationssikkerhed",
        "3. Børn og unge",
        "2.1 Udbud",
        "Indvandring må ikke udfordre sammenhængskraften",
        "Boks 1",
        "Bilag 1. Viden om velfærd",
        "10-årsplan for psykiatri",
    ],
)
def test_headings_set_tight_are_found(heading: str) -> None:
    """A heading between two paragraphs without a blank line is a heading."""
    assert ("heading", heading) in _blocks(f"{WRAPPED}{heading}\n{WRAPPED}")


@pytest.mark.parametrize(
    "text",
    [
        "Regeringen og KL er enige om, at der skal ske en opfølgning",
        "kommunerne og regionerne",
        "Parterne er enige om",
        "Det sker i 2024.",
        "at følge op på",
        "2027",
    ],
)
def test_what_is_no_heading(text: str) -> None:
    """Sentences, their parts and figures are none."""
    assert not looks_like_heading(text)


@pytest.mark.parametrize(
    ("first", "second", "follows"),
    [
        ("• en", "• to", True),
        ("1) en", "2) to", True),
        ("a. en", "b. to", True),
        ("(i) en", "(ii) to", True),
        ("1. en", "3. tre", False),
        ("- en", "• to", False),
        ("Parterne", "- to", False),
    ],
)
def test_lists_count_on(first: str, second: str, follows: bool) -> None:
    """An item follows another of its own kind."""
    assert follows_in_list(first, second) is follows


@pytest.mark.parametrize("sign", ["•", "-", "–", "*", "\uf0b7", "▪", "1)", "a)", "1."])
def test_items(sign: str) -> None:
    """Each sign makes items of several lines and sentences, with the sentence that introduces them."""
    signs = [sign, sign.replace("1", "2").replace("a", "b")]
    text = f"1. Mål\n\n{WRAPPED}\nParterne er enige om, at:\n\n" + "\n".join(
        f"{one} der i {year} afsættes midler til en styrket indsats for ældre, og at der\n  følges op. KL bistår."
        for one, year in zip(signs, (2024, 2025), strict=True)
    )
    document = _read(text)
    items = [unit for unit in document.units if unit.kind == "item"]
    assert [unit.position for unit in items] == [0, 1, 0, 1]
    assert {document.words(document.units[unit.lead_in or 0].span) for unit in items} == {"Parterne er enige om, at:"}
    assert document.words(items[2].span).startswith("der i 2025 afsættes midler")


def test_a_footnote_does_not_cut_a_sentence() -> None:
    """The sentence goes on over page and footnote, and the footnote stands for itself."""
    cut = "Partierne er enige om, at udbuddet gennemføres teknologineutralt, og at sta-"
    page = f"{WRAPPED}\n{cut}\n\n1 Jf. lov om klima.\n\n3\n"
    document = _read(f"1. Mål\n\n{page}\ften ejer mindst halvdelen af øerne. {WRAPPED}")
    said = [document.words(unit.span) for unit in document.units]
    assert (
        "Partierne er enige om, at udbuddet gennemføres teknologineutralt, og at staten ejer mindst halvdelen af øerne."
        in said
    )
    assert "Jf. lov om klima." in said


def test_a_box_ends_where_a_chapter_begins() -> None:
    """Headings in a box belong to it; a chapter closes it."""
    text = f"1. Mål\n\n{WRAPPED}\nBoks 1\n\nForudsætninger\n\nPris og løn\n\n{WRAPPED}\n2. Midler\n\n{WRAPPED}"
    document = _read(text)
    assert [(one.kind, one.title, one.level) for one in document.sections[1:]] == [
        ("chapter", "Mål", 1),
        ("box", "Forudsætninger", 2),
        ("section", "Pris og løn", 3),
        ("chapter", "Midler", 1),
    ]


@pytest.mark.parametrize(
    ("line", "signs"), [("Regeringen", True), ("Socialdemokratiet, Venstre og SF", True), ("Sundhed", False)]
)
def test_names_of_parties_alone_are_no_headings(line: str, signs: bool) -> None:
    """A title page's names are told from headings."""
    assert is_signature(line) is signs


def test_lists_under_headings_keep_what_introduces_them() -> None:
    """A sentence that ends with a colon introduces the lists under the headings that follow it."""
    lists = "Bedre vilkår\n• Sænkelse af klasseloftet\n• Flere pædagoger\n\nSundhed\n• Gratis vaccination\n\n"
    document = _read(f"Hovedelementer\n\nRegeringen og KL er enige om nye initiativer:\n\n{lists}1. Mål\n\n{WRAPPED}")
    items = [unit for unit in document.units if unit.kind == "item"]
    assert len(items) == 3
    assert {unit.lead_in for unit in items} == {0}
