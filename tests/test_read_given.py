"""Texts from standard input: read as a file of the same words would be."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.errors import ReadError
from extract.pipeline import extract_commitments
from extract.read.document import read_document
from extract.read.given import document_of_bytes, document_of_text

SENTENCES = [
    "Regeringen og KL er enige om at følge området tæt.",
    "KL vil følge området",
    "Sænkelse af klasseloft til 26 elever",
    "Der afsættes 500 mio. kr. i 2027\ntil formålet.",
    "Regeringen og KL er enige\r\nom at følge området",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_a_lone_sentence_is_one_unit(text: str) -> None:
    """With or without a full stop, on one line or on two, a sentence is one unit and nothing is said against it."""
    document = document_of_text(text)
    assert [document.words(unit.span) for unit in document.units] == [" ".join(text.split())]
    assert document.warnings == ()
    assert document.source == "standard input"
    assert document.origin.line(0) == 1


def test_a_pasted_text_is_read_as_its_file(agreements: Path) -> None:
    """A whole agreement through the pipe gives the text, units and commitments that its file gives."""
    path = agreements / "oea-kommuner-2027.txt"
    given, read = document_of_bytes(path.read_bytes()), read_document(path)
    assert (given.text, given.units, given.sections[1:]) == (read.text, read.units, read.sections[1:])
    assert [c.quote for c in extract_commitments(given)] == [c.quote for c in extract_commitments(read)]


def test_other_encodings_come_through_the_pipe() -> None:
    """What a Windows shell sends, with a mark or in an old code page, is read with its letters."""
    text = "KL og regeringen er enige om at følge området på ældreområdet."
    for encoding in ("utf-8-sig", "utf-16", "cp1252", "cp865"):
        assert document_of_bytes(text.encode(encoding)).text == text


def test_a_list_keeps_its_lead_in() -> None:
    """Items of a pasted list point to the sentence that introduces them."""
    document = document_of_text("Parterne er enige om:\n- at følge området\n- at afsætte 5 mio. kr.")
    assert [unit.lead_in for unit in document.units] == [None, 0, 0]


@pytest.mark.parametrize("text", ["", " \n\t\n", "12 34"])
def test_nothing_to_read_is_said(text: str) -> None:
    """A text without words names where it came from."""
    with pytest.raises(ReadError, match=r"^standard input: "):
        document_of_text(text)


def test_another_language_is_refused() -> None:
    """A long text that is not Danish is refused as its file would be."""
    with pytest.raises(ReadError, match="reads like"):
        document_of_text("The government and the municipalities have agreed that this is to be followed closely. " * 9)
