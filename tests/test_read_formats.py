"""The same agreement as PDF, Word document, web page, Markdown and text; and files of these formats that are broken."""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import ReadError
from extract.models import Document
from extract.read.document import read_document
from extract.read.formats import read_source
from tests.rendering_formats import as_docx, as_html, as_markdown

AGREEMENTS = Path(__file__).parent.parent / "examples" / "oekonomiaftaler"
SAVED = Path(__file__).parent / "cases" / "formats"
YEARS = (2020, 2024)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _text(year: int) -> Document:
    return read_document(AGREEMENTS / f"oea-kommuner-{year}.txt")


def _saved(year: int, form: str, folder: Path) -> Path:
    if form == "pdf":
        return SAVED / f"oea-kommuner-{year}.pdf"
    path = folder / f"oea-kommuner-{year}.{form}"
    document = _text(year)
    content = {"docx": as_docx, "html": as_html, "md": as_markdown}[form](document)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize("form", ["pdf", "docx", "html", "md"])
@pytest.mark.parametrize("year", YEARS)
def test_one_agreement_in_every_format(year: int, form: str, tmp_path: Path) -> None:
    """Sentences, sections and figures are those of the text; the PDF has pages, lists, hyphens and running headers."""
    if form in ("pdf", "docx"):
        pytest.importorskip({"pdf": "pypdfium2", "docx": "docx"}[form])
    text, other = _text(year), read_document(_saved(year, form, tmp_path))
    ours = [_letters(text.words(unit.span)) for unit in text.units]
    theirs = [_letters(other.words(unit.span)) for unit in other.units]
    assert len(set(ours) ^ set(theirs)) <= 0.005 * len(ours)
    assert {(one.kind, one.number, one.title) for one in other.sections[1:]} == {
        (one.kind, one.number, one.title) for one in text.sections[1:]
    }
    assert [row.values for table in other.tables for row in table.rows] == [
        row.values for table in text.tables for row in table.rows
    ]
    assert [unit.kind for unit in other.units].count("item") == [unit.kind for unit in text.units].count("item")
    assert other.id == text.id


def test_pages_of_a_pdf() -> None:
    """A sentence of a PDF has its page."""
    pytest.importorskip("pypdfium2")
    document = read_document(SAVED / "oea-kommuner-2020.pdf")
    pages = [document.origin.page(unit.span.start) or 0 for unit in document.units]
    assert pages == sorted(pages)
    assert (pages[0], pages[-1]) == (1, len(document.origin.pages))


@pytest.mark.parametrize("form", ["pdf", "docx", "html", "md"])
def test_every_quote_leads_back(form: str, tmp_path: Path) -> None:
    """The pieces of a document's text stand as they are in what was read of the file."""
    if form in ("pdf", "docx"):
        pytest.importorskip({"pdf": "pypdfium2", "docx": "docx"}[form])
    path = _saved(2020, form, tmp_path)
    document = read_document(path)
    raw = read_source(path.read_bytes(), path.name).text
    for clean, source, length in document.origin.pieces:
        assert document.text[clean : clean + length] == raw[source : source + length]


def _zip(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_zip({"noter.txt": b"Aftale"}), "no Word document"),
        (_zip({"word/document.xml": b"0" * 250_000_000}), "more than the limit"),
        (_zip({"word/document.xml": b"<a>"}), "no whole Word document"),
        (b"PK\x03\x04 og saa ikke mere", "no whole Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Word"),
        (b"{\\rtf1\\ansi Aftale}", "rich text"),
        (b"%PDF-1.7\nog saa ikke mere", "no whole PDF"),
    ],
)
def test_broken_files_are_refused_in_one_line(data: bytes, said: str) -> None:
    """What is no whole document of its format says so and what to do."""
    pytest.importorskip("pypdfium2")
    pytest.importorskip("docx")
    with pytest.raises(ReadError, match=said) as caught:
        read_source(data, "aftale.bin")
    assert "\n" not in str(caught.value)


def test_a_page_of_ten_thousand_nested_tags() -> None:
    """Depth costs a web page's reader nothing."""
    page = (
        "<html><body>" + "<div>" * 10_000 + "<p>Regeringen og KL er enige.</p>" + "</div>" * 10_000 + "</body></html>"
    )
    assert [line.text for line in read_source(page.encode(), "side.html").lines] == ["Regeringen og KL er enige."]


def test_scripts_styles_and_menus_are_no_text() -> None:
    """Only what a reader of the page reads is read."""
    head, menu = "<style>p{}</style>", "<script>alert('KL')</script><nav>Menu</nav>"
    page = f"<html><head>{head}</head><body>{menu}<p>Aftale &amp; &aring;rlig</p></body></html>"
    assert [line.text for line in read_source(page.encode(), "side.html").lines] == ["Aftale & årlig"]


def _pdf_bytes() -> bytes:
    return (SAVED / "oea-kommuner-2024.pdf").read_bytes()


@settings(max_examples=12)
@given(st.integers(min_value=0, max_value=100_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_pdf_never_gives_another_error(at: int, strange: bytes) -> None:
    """Bytes written over, or the end cut off, are read or refused."""
    pytest.importorskip("pypdfium2")
    data = bytearray(_pdf_bytes())
    at %= len(data)
    data[at : at + len(strange)] = strange
    for damaged in (bytes(data), bytes(data[:at])):
        with suppress(ReadError):
            read_source(damaged, "skadet.pdf")


@settings(max_examples=60)
@given(st.binary(max_size=400), st.sampled_from([b"%PDF-1.4\n", b"PK\x03\x04", b"<html><body>", b"# ", b""]))
def test_any_bytes_of_any_format(data: bytes, start: bytes) -> None:
    """Whatever follows a format's first bytes, reading gives lines or refuses."""
    pytest.importorskip("pypdfium2")
    with suppress(ReadError):
        read_source(start + data, "x")


def test_a_chapter_right_under_a_title_of_word_is_a_chapter(tmp_path: Path) -> None:
    """Word has a style for the title besides its headings; the first chapter was taken for front matter."""
    from docx import Document as Word

    made = Word()
    made.add_heading("Aftale om regionernes økonomi for 2026", 0)
    made.add_paragraph("Finansministeriet, 5. juni 2025")
    made.add_heading("Regionernes økonomiske rammer", 1)
    made.add_paragraph("Regeringen og Danske Regioner er enige om, at driftsrammen løftes med 1,7 mia. kr. i 2026.")
    made.save(str(tmp_path / "a.docx"))
    document = read_document(tmp_path / "a.docx")
    assert [section.title for section in document.sections[1:]] == ["Regionernes økonomiske rammer"]
    assert document.place(document.units[-1].section) == ("Regionernes økonomiske rammer",)
