"""The way back: every quote of every format leads to page, line and raw characters of what was read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.models import Document, Span
from extract.pipeline import extract_commitments
from extract.read.document import read_document, understand
from extract.read.formats import read_source
from extract.read.source import Source
from tests.made_pdf import column, pdf
from tests.rendering_formats import as_docx, as_html, as_markdown

AGREEMENTS = Path(__file__).parent.parent / "examples" / "oekonomiaftaler"
SAVED = Path(__file__).parent / "cases" / "formats"
PARTS = [
    "## Børn & unge",
    "Regeringen og KL er enige om, at der afsættes 2½ mia. kr. i 2025 til §§ 5-7 i lov om ”Ny Start”.",
    "KL vil følge området på Ærø tæt. Parterne gør status i foråret 2026, jf. boks 1.",
    "Parterne er enige om:\n\n- at løfte social- og sundhedsområdet med 5 mio. kr.\n- at <følge> op i 2027.",
    "Regeringen noterer sig, at re-\nduceret sygefravær giver plads til en COVID-\n19-indsats i 2025.",
    "Boks 1\nBedre botilbud\n\nDer afsættes 100 mio. kr. årligt i perioden 2025-2028 til botilbud.",
    "Tabel 1\nBalance for kommunerne i 2025\nMia. kr., 2025-pl Aftale\nServiceudgifter 351,5\nAnlæg 22,3\nI alt 373,8",
]
FORMS = ["txt", "cp1252", "utf-16", "md", "html", "docx", "pdf"]


def saved(text: str, form: str) -> bytes:
    """The text as a file of the format."""
    if form == "txt":
        return text.encode()
    if form in ("cp1252", "utf-16"):
        return text.encode(form)
    if form == "pdf":
        lines = [line[at : at + 75] for line in text.split("\n") for at in range(0, max(len(line), 1), 75)]
        return pdf([column(lines[at : at + 30]) for at in range(0, len(lines), 30)])
    document = understand(read_source(text.encode(), "a"), Path("a"), "", Path("nowhere"))
    made = {"md": as_markdown, "html": as_html, "docx": as_docx}[form](document)
    return made if isinstance(made, bytes) else made.encode()


def leads_back(document: Document, source: Source, span: Span) -> bool:
    """Whether each code point of `span` stands in the source where the origin says, on its line and page; what stands
    nowhere is white space in place of a line end, or a sign that a web page writes by its name.
    """
    origin = document.origin
    glued = set(range(span.start, span.end))
    for clean, raw, length in origin.pieces:
        for at in range(max(clean, span.start), min(clean + length, span.end)):
            place = raw + at - clean
            glued.discard(at)
            line = origin.lines[origin.line(at) - 1 : origin.line(at) + 1]
            on_line = line[0] <= place and (len(line) == 1 or place < line[1])
            page = origin.page(at)
            on_page = page is None or source.pages[page - 1] <= place
            if not (document.text[at] == source.text[place] and origin.raw(at) == place and on_line and on_page):
                return False
    return all(
        document.text[at].isspace() or (source.form == "html" and not document.text[at].isalnum()) for at in glued
    )


def check(data: bytes, name: str) -> tuple[str, ...]:
    """The letters of each quote; each leads back."""
    source = read_source(data, name)
    document = understand(source, Path(name), "", Path("nowhere"))
    found = extract_commitments(document)
    for commitment in found:
        assert document.words(commitment.span) == commitment.quote
        assert leads_back(document, source, commitment.span), commitment.quote
    for unit in document.units:
        assert leads_back(document, source, unit.span)
    return tuple(re.sub(r"[\W_]+", "", commitment.quote) for commitment in found)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=8)
@given(parts=st.lists(st.sampled_from(PARTS), min_size=1, max_size=12))
def test_every_quote_of_every_format_leads_back(form: str, parts: list[str]) -> None:
    """Whatever stands beside it, in whatever format and encoding."""
    text = "Aftale om havne\n\n1. Indledning\n\nKL vil drøfte sagen med regeringen i 2026.\n\n" + "\n\n".join(parts)
    if form != "md":
        text = text.replace("## ", "")
    assert check(saved(text, form), f"a.{form}")


@pytest.mark.parametrize("year", [2020, 2022, 2023, 2024, 2027])
def test_every_quote_of_the_five_agreements_leads_back(year: int) -> None:
    """Hundreds of quotes in each."""
    path = AGREEMENTS / f"oea-kommuner-{year}.txt"
    assert len(check(path.read_bytes(), path.name)) > 100


@pytest.mark.slow
@pytest.mark.parametrize("year", [2020, 2024])
@pytest.mark.parametrize("form", ["pdf", "docx", "html", "md"])
def test_a_saved_agreement_gives_the_quotes_of_its_text(year: int, form: str) -> None:
    """In each format the quotes lead back, and all but a few in a hundred are those of the text."""
    path = AGREEMENTS / f"oea-kommuner-{year}.txt"
    if form == "pdf":
        data = (SAVED / f"oea-kommuner-{year}.pdf").read_bytes()
    else:
        made = {"md": as_markdown, "html": as_html, "docx": as_docx}[form](read_document(path))
        data = made if isinstance(made, bytes) else made.encode()
    text, other = set(check(path.read_bytes(), path.name)), set(check(data, f"a.{form}"))
    assert 2 * len(text & other) / (len(text) + len(other)) >= 0.98
