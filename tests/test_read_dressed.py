"""Word documents, saved pages and copied text as people have them: the sentences are those of the text."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.dressed import compare
from extract.models import Document
from extract.read.document import read_document
from extract.read.formats import read_source
from extract.read.given import document_of_text
from tests import dressed_docx, dressed_text, dressed_web

AGREEMENTS = Path(__file__).parent.parent / "examples" / "oekonomiaftaler"


@pytest.fixture(scope="module", params=[2022, 2027])
def text(request: pytest.FixtureRequest) -> Document:
    """An agreement's text version."""
    return read_document(AGREEMENTS / f"oea-kommuner-{request.param}.txt")


def said(document: Document) -> list[str]:
    """The words of each sentence."""
    return [document.words(unit.span) for unit in document.units]


def page(body: str) -> list[str]:
    """The lines of a web page."""
    return [line.text for line in read_source(f"<!doctype html><html><body>{body}</body></html>".encode(), "a").lines]


@pytest.mark.parametrize("dress", dressed_docx.DRESSES, ids=lambda dress: dress.name)
def test_a_word_document_has_the_sentences_of_its_text(
    text: Document, dress: dressed_docx.Dress, tmp_path: Path
) -> None:
    """Whatever was tracked, noted, boxed or set by hand."""
    pytest.importorskip("docx")
    path = tmp_path / "aftale.docx"
    path.write_bytes(dressed_docx.dressed_docx(text, dress))
    other = read_document(path)
    assert compare(text, other).share >= 0.99
    assert [row.values for table in other.tables for row in table.rows] == [
        row.values for table in text.tables for row in table.rows
    ]


@pytest.mark.parametrize("dress", dressed_web.DRESSES, ids=lambda dress: dress.name)
def test_a_saved_page_has_the_sentences_of_its_text(text: Document, dress: dressed_web.Dress, tmp_path: Path) -> None:
    """Nothing of menus, cookies, hidden parts and footers, and all of the agreement."""
    path = tmp_path / "aftale.html"
    path.write_bytes(dressed_web.dressed_page(text, dress))
    other = read_document(path)
    found = compare(text, other)
    assert found.share >= 0.99
    assert not [one for one in found.besides if "cookie" in one or "slette" in one or "skjule" in one or "hører" in one]
    assert other.id == text.id


@pytest.mark.parametrize("dress", dressed_text.DRESSES, ids=lambda dress: dress.name)
def test_a_copied_text_has_the_sentences_of_its_text(text: Document, dress: dressed_text.Dress, tmp_path: Path) -> None:
    """Broken lines, hyphens in mid-line, bullets apart and misread letters."""
    path = tmp_path / "aftale.txt"
    path.write_text(dressed_text.dressed_text(text, dress), encoding="utf-8")
    alike = 0.95 if dress.errors else 1.0
    assert compare(text, read_document(path), alike).share >= 0.98


def word_document(*paragraphs: str) -> bytes:
    """A Word document of paragraphs in Word's own markup."""
    docx = pytest.importorskip("docx")
    from docx.oxml import parse_xml

    made = docx.Document()
    for xml in paragraphs:
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        made.element.body.insert(len(made.element.body) - 1, parse_xml(f"<w:p {space}>{xml}</w:p>"))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_text_moved_by_tracking_stands_where_it_was_moved_to() -> None:
    """What was moved from its place is not there any more."""
    data = word_document(
        "<w:moveFrom><w:r><w:t>Gammelt sted. </w:t></w:r></w:moveFrom><w:r><w:t>KL vil følge op.</w:t></w:r>",
        "<w:moveTo><w:r><w:t>Nyt sted.</w:t></w:r></w:moveTo>",
    )
    assert [line.text for line in read_source(data, "a.docx").lines] == ["KL vil følge op.", "Nyt sted."]


def test_paragraphs_whose_end_was_struck_by_tracking_are_one() -> None:
    """Word shows them as one; the words after the struck end belong to the same sentence."""
    struck = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    data = word_document(
        f"{struck}<w:r><w:t>Regeringen og KL er enige </w:t></w:r>",
        f"{struck}<w:r><w:t>om at følge </w:t></w:r>",
        "<w:r><w:t>området.</w:t></w:r>",
        "<w:r><w:t>KL vil se på det.</w:t></w:r>",
    )
    lines = [line.text for line in read_source(data, "a.docx").lines]
    assert lines == ["Regeringen og KL er enige om at følge området.", "KL vil se på det."]


def test_hidden_parts_of_a_page_are_no_text() -> None:
    """Neither by attribute nor by style; what follows is read again."""
    body = "<p hidden>Væk.</p><div style='display: none'><div><p>Væk.</p></div></div><p>KL vil følge op.</p>"
    assert page(body) == ["KL vil følge op."]


def test_a_page_that_is_all_in_one_menu_like_element_is_still_read() -> None:
    """A name that sounds like a menu does not take the agreement away."""
    assert page("<div class='menu'><p>Regeringen og KL er enige om det.</p></div><p>Kort.</p>")[0].startswith("Regeri")


def test_numbers_of_notes_are_out_and_squares_stay() -> None:
    """ "m²" is no note, though its 2 is raised."""
    assert page(
        "<p>KL vil følge op.<sup>1</sup> Der er 25 m<sup>2</sup> til det.<sup><a href='#a'>[2]</a></sup></p>"
    ) == ["KL vil følge op. Der er 25 m2 til det."]


def test_paragraphs_in_cells_leave_a_row_whole() -> None:
    """A label and its figure are one row, also where each is a paragraph of its cell."""
    assert page("<table><tr><td><p>Bruttoanlæg</p></td>\n<td><p>19.100</p></td></tr></table>") == [
        "Bruttoanlæg\t19.100"
    ]


def test_a_table_that_lays_out_a_page_has_its_paragraphs() -> None:
    """Prose in a cell is no row."""
    sentence = "Regeringen og KL er enige om at følge området tæt i de kommende år, og KL vil bidrage til det arbejde. "
    found = page(f"<table><tr><td><p>{sentence * 2}</p><p>{sentence * 2}</p></td></tr></table>")
    assert found == [(sentence * 2).strip()] * 2


def test_sentences_in_the_cells_of_a_table_are_no_part_of_its_labels() -> None:
    """A table of initiatives: the name of each is no beginning of its sentence."""
    rows = "".join(
        f"<tr><td>{name}</td><td>{said}</td></tr>"
        for name, said in (
            ("Initiativ", "Beskrivelse"),
            ("Havne", "Regeringen vil udbygge havnene i 2025. KL vil følge op i 2026."),
            ("Færger", "Parterne er enige om at drøfte færgerne i 2027."),
        )
    )
    lead = "<p>Regeringen og KL er enige om en række initiativer, som fremgår nedenfor i tabellen.</p>"
    document = document_of_text(f"<!doctype html><html><body>{lead}<table>{rows}</table></body></html>")
    assert said(document)[1:] == [
        "Regeringen vil udbygge havnene i 2025.",
        "KL vil følge op i 2026.",
        "Parterne er enige om at drøfte færgerne i 2027.",
    ]


def test_a_line_break_within_a_paragraph_breaks_no_sentence() -> None:
    """Neither after a sum nor before a name."""
    lines = [
        "Hertil afsættes en pulje på i alt 500 mio. kr. i 2025 og frem til",
        "Kystdirektoratet på 3 mio. kr.",
        "i 2026.",
    ]
    path = "<p>" + "<br>".join(lines) + "</p>"
    document = document_of_text(f"<!doctype html><html><body>{path}</body></html>")
    assert said(document) == [" ".join(lines)]


def test_a_sign_alone_on_its_line_belongs_to_the_next() -> None:
    """As text is copied out of a PDF."""
    lead = "Regeringen og KL er enige om at gennemføre følgende tiltag i de kommende år:"
    document = document_of_text(f"{lead}\n•\nInnovation på velfærdsområderne\n•\nFlerårigt sigte i budgetter\n")
    assert said(document) == [lead, "Innovation på velfærdsområderne", "Flerårigt sigte i budgetter"]
    assert [unit.kind for unit in document.units] == ["sentence", "item", "item"]


def test_hyphens_of_lines_that_are_none_any_more() -> None:
    """Broken words are whole, suspended hyphens stay."""
    document = document_of_text(
        "KL vil styrke velfærds- ydelserne på social- og sundhedsområdet for kommu- nerne. Det er godt."
    )
    assert said(document)[0] == "KL vil styrke velfærdsydelserne på social- og sundhedsområdet for kommunerne."


def test_numbers_of_notes_in_copied_text() -> None:
    """After the stop, raised or in brackets; figures of the sentence stay."""
    document = document_of_text(
        "KL vil følge op.¹ Der afsættes 5 mio. kr. i 2025.[2] Arealet er 25 m² i alt. Det er godt."
    )
    assert said(document) == [
        "KL vil følge op.",
        "Der afsættes 5 mio. kr. i 2025.",
        "Arealet er 25 m² i alt.",
        "Det er godt.",
    ]


tags = st.sampled_from(
    [
        "<div class='menu'>",
        "</div>",
        "<p hidden>",
        "</p>",
        "<br>",
        "<tr>",
        "<td>",
        "</tr>",
        "<sup>",
        "</sup>",
        "KL vil.",
        "1",
    ]
)


@settings(max_examples=150)
@given(st.lists(tags, max_size=30))
def test_pages_of_any_tags_are_read(found: list[str]) -> None:
    """However tags are nested or left open, reading gives lines, and each leads back to its letters."""
    text = "<!doctype html><html><body>" + "".join(found)
    source = read_source(f"{text} Aftale".encode(), "a")
    for line in source.lines:
        for at, raw, size in line.trace.pieces:
            assert line.text[at : at + size] == source.text[raw : raw + size]
