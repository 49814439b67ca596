"""Every dress that an agreement is read in, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from extract.models import Document
from tests import composed_pdf, dressed_docx, dressed_text, dressed_web

Made = tuple[str, str, Callable[[], bytes]]


def dressed(document: Document, wanted: str = "") -> Iterator[Made]:
    """Name, suffix and bytes (made when called) of `document` in each dress whose name has `wanted`."""
    for name, suffix, made in _all(document):
        if wanted in name:
            yield name, suffix, made


def _all(document: Document) -> Iterator[Made]:
    for printed in composed_pdf.DRESSES:
        yield f"PDF {printed.name}", ".pdf", partial(composed_pdf.composed, document, printed)
    for written in dressed_docx.DRESSES:
        yield f"Word {written.name}", ".docx", partial(dressed_docx.dressed_docx, document, written)
    for page in dressed_web.DRESSES:
        yield f"page {page.name}", ".html", partial(dressed_web.dressed_page, document, page)
    for text in dressed_text.DRESSES:
        yield f"text {text.name}", ".txt", partial(_text, document, text)


def _text(document: Document, dress: dressed_text.Dress) -> bytes:
    return dressed_text.dressed_text(document, dress).encode()
