"""Every dress that an agreement is read in, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extract.models import Document
from tests.composed_pdf import DRESSES, composed

Made = tuple[str, str, Callable[[], bytes]]


def dressed(document: Document, wanted: str = "") -> Iterator[Made]:
    """Name, suffix and bytes (made when called) of `document` in each dress whose name has `wanted`."""
    for name, suffix, made in _all(document):
        if wanted in name:
            yield name, suffix, made


def _all(document: Document) -> Iterator[Made]:
    for dress in DRESSES:
        yield f"PDF {dress.name}", ".pdf", lambda dress=dress: composed(document, dress)
