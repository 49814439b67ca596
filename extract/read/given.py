"""A text that is in no file, such as a sentence typed in or pasted, into a `Document`."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from extract.errors import ReadError
from extract.models import Document, Span, Unit
from extract.read.document import check_language, understand
from extract.read.formats import read_source

STANDARD_INPUT = "standard input"


def document_of_text(text: str, source: str = STANDARD_INPUT) -> Document:
    """The document of a text, read as a file of the same words would be; `source` names it in records and messages.

    >>> document_of_text("Regeringen og KL er enige om at følge området").units[0].span
    Span(start=0, end=45)

    Raises ReadError where there are no words in it, or it is clearly of another language.
    """
    return document_of_bytes(text.encode("utf-8", errors="replace"), source)


def document_of_bytes(data: bytes, source: str = STANDARD_INPUT, *, force: bool = False) -> Document:
    """The document of what came through a pipe, whatever its encoding or format; with `force` whatever its language.

    Nobody expects it to say which agreement it is, so there is no warning where it does not. Raises ReadError.
    """
    if not data.strip():
        raise ReadError(f"{source}: is empty: give a sentence or a text")
    read = read_source(data, source)
    if not force:
        check_language(read, Path(source))
    # No folder stands around it, so none of its files is asked which agreement this is.
    document = understand(read, Path(source), hashlib.sha256(data).hexdigest(), Path(source))
    return replace(_with_sentence(document), warnings=())


def _with_sentence(document: Document) -> Document:
    """A text of one line is a sentence, not the heading that it looks like without its full stop."""
    if document.units or "\n" in document.text:
        return document
    whole = Unit(kind="sentence", span=Span(start=0, end=len(document.text)), section=0, paragraph=0, position=0)
    return replace(document, sections=document.sections[:1], units=(whole,))
